import { afterEach, describe, expect, it, vi } from "vitest";
import {
  image,
  listing,
  regions,
  type ShownImage,
  type ShownRegion,
} from "../../../../src/explorer/state/case.ts";
import { chosenMasks, type SecondMask } from "../../../../src/explorer/state/second-masks.ts";
import { settings } from "../../../../src/explorer/state/settings.ts";
import { openCommandCases } from "../../../../src/explorer/view/set/command-case.ts";
import { commandLine } from "../../../../src/explorer/view/set/command-line.ts";
import { emptyListing, type RegionsEntry } from "../../../../src/explorer/work/listing.ts";

// the settings stand in the address of the page, which is read when they are loaded
vi.hoisted(() => {
  vi.stubGlobal("location", { hash: "" });
  vi.stubGlobal("history", { replaceState: () => undefined });
});

const file = (id: string, title: string, names: readonly (string | null)[]): RegionsEntry => ({
  id,
  title,
  detail: "",
  regions: names.map((name, n) => ({ number: n + 1, name })),
  images: [],
});

/** The command lines with regions open: the file's id, `#` and the number of each. */
function linesWith(
  files: readonly RegionsEntry[],
  ids: readonly string[],
  resampled = false,
): readonly string[] {
  image.value = { id: "file:ct.nii", title: "ct.nii", reading: {} } as ShownImage;
  listing.value = { ...emptyListing, regionFiles: files };
  regions.value = ids.map((id) => ({ id, resampled }) as ShownRegion);
  return openCommandCases(null).map(commandLine);
}

afterEach(() => {
  image.value = null;
  listing.value = emptyListing;
  regions.value = [];
  chosenMasks.within.value = null;
  chosenMasks.whiteMatter.value = null;
  settings.value = {};
});

describe("the command lines of the open case", () => {
  it("is one without a mask where no region is open", () => {
    expect(linesWith([], [])).toEqual(["voxomics extract ct.nii MASK --out features.json"]);
  });

  it("choose by number among regions that share a name", () => {
    const set = file("series:structure set:1.2", "RTSTRUCT", ["GTV", "GTV", "gtv"]);
    expect(linesWith([set], [`${set.id}#2`])).toEqual([
      "voxomics extract ct.nii MASK --label 2 --out features.json",
    ]);
    expect(linesWith([set], [`${set.id}#3`])).toEqual([
      "voxomics extract ct.nii MASK --region gtv --out features.json",
    ]);
  });

  it("have the spacing that a picture was given, or that of the image for a mask that is one", () => {
    const picture = { slices: 1, resolution: null };
    const mask: RegionsEntry = {
      ...file("file:mask.png", "mask.png", []),
      regions: [{ number: 255, name: null }],
      picture,
    };
    listing.value = { ...emptyListing, regionFiles: [mask] };
    regions.value = [{ id: "file:mask.png#255", resampled: false } as ShownRegion];
    const shown = { spacing: [0.5, 0.25, 1] };
    const lines = (one: object) => {
      image.value = {
        id: "file:ct.png",
        title: "ct.png",
        shown,
        notes: [],
        ...one,
      } as unknown as ShownImage;
      return openCommandCases(null).map(commandLine);
    };
    expect(lines({ reading: { spacing: [0.5, 0.25] } })).toEqual([
      "voxomics extract ct.png mask.png --spacing 0.5,0.25 --label 255 --out features.json",
    ]);
    expect(lines({ reading: {} })).toEqual([
      "voxomics extract ct.png mask.png --spacing 0.5,0.25,1 --label 255 --out features.json",
    ]);
    expect(lines({ reading: {}, notes: [{ code: "thickness-assumed" }] })).toEqual([
      "voxomics extract ct.png mask.png --spacing 0.5,0.25 --label 255 --out features.json",
    ]);
  });

  it("say that a mask was put on the image's grid", () => {
    const mask = file("file:mask.nii", "mask.nii", [null]);
    expect(linesWith([mask], ["file:mask.nii#1"], true)).toEqual([
      "voxomics extract ct.nii mask.nii --resample-mask --out features.json",
    ]);
  });

  it("name the mask that regions are cut to, and its region where it needs one", () => {
    const tumour = file("file:t.nii", "t.nii", [null]);
    const organs = file("series:structure set:1.2", "RTSTRUCT", ["lung", "liver", "liver"]);
    const lineWithin = (entry: RegionsEntry, n: number, resampled = false) => {
      const place = { file: entry.id, region: entry.regions[n] };
      chosenMasks.within.value = { ...({} as SecondMask), id: "", place, resampled };
      return linesWith([tumour, organs], ["file:t.nii#1"])[0].replace(/^.*? t\.nii /, "");
    };
    expect(lineWithin(organs, 0)).toBe(
      "--within WITHIN_MASK --within-region lung --out features.json",
    );
    expect(lineWithin(organs, 2)).toBe(
      "--within WITHIN_MASK --within-region 3 --out features.json",
    );
    expect(lineWithin(tumour, 0, true)).toBe("--resample-mask --within t.nii --out features.json");
  });

  it("name the mask of white matter where the settings take one, or have a stand-in until it is chosen", () => {
    const brain = file("file:brain.nii", "brain.nii", [null, null]);
    const lesion = file("file:l.nii", "l.nii", [null]);
    const line = () => linesWith([lesion, brain], ["file:l.nii#1"])[0].replace(/^.*? l\.nii /, "");
    const place = { file: brain.id, region: brain.regions[1] };
    settings.value = { normalise: { method: "whiteStripe" } };
    expect(line()).toBe("--white-matter WHITE_MATTER_MASK --out features.json");
    const chosen = { ...({} as SecondMask), id: "", place };
    chosenMasks.whiteMatter.value = { ...chosen, resampled: true };
    expect(line()).toBe(
      "--resample-mask --white-matter brain.nii --white-matter-region 2 --out features.json",
    );
    settings.value = { normalise: { method: "zScore" } };
    expect(line()).toBe("--out features.json");
  });

  it("are one for each file of regions", () => {
    const files = [
      file("file:a.nii", "a.nii", [null]),
      file("file:b.nii", "b.nii", [null, null]),
      file("file:c.nii", "c.nii", [null]),
    ];
    expect(linesWith(files, ["file:a.nii#1", "file:b.nii#1", "file:b.nii#2"])).toEqual([
      "voxomics extract ct.nii a.nii --out features.json",
      "voxomics extract ct.nii b.nii --label 1,2 --out features-2.json",
    ]);
  });
});
