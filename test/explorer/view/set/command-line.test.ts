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

  it("chooses regions by their names, or by their numbers where one has none of its own", () => {
    const named = [
      { number: 3, name: "GTV-1" },
      { number: 4, name: "lymph node" },
    ];
    expect(commandLine({ ...one, regions: named, isOnly: false, settings: "ibsi-1c" })).toBe(
      "voxomics extract ct.nii.gz mask.nii.gz --region GTV-1 --region 'lymph node' --settings ibsi-1c --out features.json",
    );
    const regions = [{ number: 2, name: null }, named[0]];
    expect(commandLine({ ...one, regions, isOnly: false })).toBe(
      "voxomics extract ct.nii.gz mask.nii.gz --label 2,3 --out features.json",
    );
  });

  it("says that a mask was put on the image's grid, and where the features go", () => {
    const reading = { "resample-mask": true } as const;
    expect(commandLine({ ...one, reading, out: "features-2.json" })).toBe(
      "voxomics extract ct.nii.gz mask.nii.gz --resample-mask --out features-2.json",
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

  it("says which mask regions are cut to", () => {
    const within = { file: "my lungs.nii", region: "2" };
    expect(commandLine({ ...one, within, settings: "settings.yaml" })).toBe(
      "voxomics extract ct.nii.gz mask.nii.gz --within 'my lungs.nii' --within-region 2 --settings settings.yaml --out features.json",
    );
    expect(commandLine({ ...one, within: { file: "lung.nii", region: null } })).toBe(
      "voxomics extract ct.nii.gz mask.nii.gz --within lung.nii --out features.json",
    );
  });

  it("says which mask of white matter the image is normalised by", () => {
    const whiteMatter = { file: "my brain.nii", region: "2" };
    expect(commandLine({ ...one, whiteMatter, settings: "settings.yaml" })).toBe(
      "voxomics extract ct.nii.gz mask.nii.gz --white-matter 'my brain.nii' --white-matter-region 2 --settings settings.yaml --out features.json",
    );
  });

  it("quotes what a shell would take apart", () => {
    const image = "it's a case; rm.nii";
    expect(commandLine({ ...one, image, mask: null })).toBe(
      "voxomics extract 'it'\\''s a case; rm.nii' MASK --out features.json",
    );
  });
});
