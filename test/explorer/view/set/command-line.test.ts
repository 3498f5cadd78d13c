import { describe, expect, it } from "vitest";
import { commandLine } from "../../../../src/explorer/view/set/command-line.ts";

const one = {
  image: "ct.nii.gz",
  mask: "mask.nii.gz",
  regions: [{ number: 1, name: null }],
  isOnly: true,
  settings: null,
};

describe("the command line", () => {
  it("needs no choice where there is one region, and no settings for the defaults", () => {
    expect(commandLine(one)).toBe("voxomics extract ct.nii.gz mask.nii.gz --out features.json");
  });

  it("chooses regions by their names, or by their labels where they have none", () => {
    const regions = [
      { number: 2, name: null },
      { number: 3, name: "GTV-1" },
    ];
    expect(commandLine({ ...one, regions, isOnly: false, settings: "ibsi-1c" })).toBe(
      "voxomics extract ct.nii.gz mask.nii.gz --label 2 --region GTV-1 --settings ibsi-1c --out features.json",
    );
  });

  it("says which of several volumes is read, and as which SUV", () => {
    const reading = { volume: 3, suv: undefined, "mask-volume": 2 };
    expect(commandLine({ ...one, reading })).toBe(
      "voxomics extract ct.nii.gz mask.nii.gz --volume 3 --mask-volume 2 --out features.json",
    );
    expect(commandLine({ ...one, reading: { suv: "bodyWeight" } })).toBe(
      "voxomics extract ct.nii.gz mask.nii.gz --suv bodyWeight --out features.json",
    );
  });

  it("quotes what a shell would take apart", () => {
    const image = "it's a case; rm.nii";
    expect(commandLine({ ...one, image, mask: null })).toBe(
      "voxomics extract 'it'\\''s a case; rm.nii' MASK --out features.json",
    );
  });
});
