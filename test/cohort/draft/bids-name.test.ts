import { describe, expect, it } from "vitest";
import {
  addedText,
  type BidsName,
  mayBelong,
  parseBidsName,
} from "../../../src/cohort/draft/bids-name.ts";

describe("parseBidsName", () => {
  it("takes a name apart", () => {
    expect(parseBidsName("sub-01_ses-1_acq-hi_label-tumor_mask.nii.gz")).toEqual({
      entities: { sub: "01", ses: "1", acq: "hi", label: "tumor" },
      suffix: "mask",
      extension: ".nii.gz",
    });
    expect(parseBidsName("dseg.tsv")).toEqual({ entities: {}, suffix: "dseg", extension: ".tsv" });
  });

  it.each(["sub-01_T1w_mask.nii.gz", "sub-_T1w.nii", "README", "sub-01_T1w.", "a b_mask.nii"])(
    "knows that %j is no name of BIDS",
    (name) => expect(parseBidsName(name)).toBeNull(),
  );
});

const named = (name: string) => parseBidsName(name) as BidsName;

describe("mayBelong", () => {
  it.each([
    ["sub-01_mask.nii", "sub-01_T1w.nii", true],
    ["sub-01_label-tumor_desc-a_mask.nii", "sub-01_desc-preproc_T1w.nii", true],
    ["sub-01_mask.nii", "sub-02_T1w.nii", false],
    ["sub-01_mask.nii", "sub-01_ses-1_T1w.nii", false],
    ["sub-01_run-1_mask.nii", "sub-01_run-2_T1w.nii", false],
    ["sub-01_space-orig_mask.nii", "sub-01_T1w.nii", true],
    ["sub-01_space-T1w_mask.nii", "sub-01_T1w.nii", true],
    ["sub-01_space-T1w_mask.nii", "sub-01_T2w.nii", false],
    ["sub-01_space-MNI_mask.nii", "sub-01_T1w.nii", false],
    ["sub-01_space-MNI_mask.nii", "sub-01_space-MNI_T1w.nii", true],
    ["sub-01_mask.nii", "sub-01_space-MNI_T1w.nii", false],
    ["sub-01_res-2_mask.nii", "sub-01_res-1_T1w.nii", false],
  ])("of %s and %s is %s", (mask, image, expected) => {
    expect(mayBelong(named(mask), named(image))).toBe(expected);
  });
});

it("addedText names what processing added", () => {
  const name = named("sub-01_run-1_space-orig_label-tumor_desc-manual_mask.nii.gz");
  expect(addedText(name, ["space"])).toBe("label-tumor_desc-manual");
});
