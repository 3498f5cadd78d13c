import { describe, expect, it } from "vitest";
import { type CaseFile, caseNotes } from "../../src/case/case-notes.ts";
import { presets } from "../../src/settings/presets.ts";

const read = (path: string, description: object): CaseFile =>
  ({ path, description }) as unknown as CaseFile;
const nifti = { format: "NIfTI-1" };
const dicom = (modality: string) => ({ format: "DICOM", modality });

describe("caseNotes", () => {
  it.each([
    ["the same file", read("a.nii", nifti), read("a.nii", nifti), ["image-is-mask"]],
    ["two files", read("a.nii", nifti), read("b.nii", nifti), []],
    [
      "a folder with image and structure set",
      read("a", dicom("CT")),
      read("a", { format: "DICOM RTSTRUCT" }),
      [],
    ],
    [
      "a segmentation of 3D Slicer",
      read("a", nifti),
      read("a", { format: "NRRD", segments: [{}] }),
      [],
    ],
  ])("of %s", (_, image, mask, codes) => {
    expect(caseNotes(image, mask, {}).map(({ code }) => code)).toEqual(codes);
  });

  it("tell the settings of a preset on an image of another modality", () => {
    const mask = read("m.nii", nifti);
    const ct = { resample: { spacing: [1, 1, 1], roundIntensities: true }, resegment: { range: [-1000, 400] }, discretise: { method: "fixedBinSize", width: 25, minimum: -1000 } } as const; // biome-ignore format: one line
    expect(caseNotes(read("a", dicom("MR")), mask, ct)).toEqual([
      {
        code: "preset-modality",
        message: "the settings are those of the preset ct, which is for CT, and the image is MR",
        details: { preset: "ct", expected: "CT", found: "MR" },
      },
    ]);
    expect(caseNotes(read("a", dicom("CT")), mask, ct)).toEqual([]);
    expect(caseNotes(read("a.nii", nifti), mask, ct)).toEqual([]);
    expect(caseNotes(read("a", dicom("MR")), mask, {})).toEqual([]);
  });

  it("tell dose-volume features on an image that is not in Gy", () => {
    const mask = read("m.nii", nifti);
    const settings = { features: ["doseVolume.meanDose"] };
    const of = (modality: string | null, unit: string | null) =>
      caseNotes(read("a", { format: "DICOM", modality, unit, suv: null }), mask, settings as never);
    expect(of("RTDOSE", "GY")).toEqual([]);
    expect(caseNotes(read("a.nii", nifti), mask, settings as never)).toEqual([]);
    expect(of("RTDOSE", "RELATIVE")).toEqual([
      {
        code: "dose-unit",
        message:
          "dose-volume features take the image's values for doses in Gy, and the image is RTDOSE, in RELATIVE",
        details: { expected: "GY", found: "RELATIVE", modality: "RTDOSE" },
      },
    ]);
    expect(of("CT", "HU").map(({ code }) => code)).toEqual(["dose-unit"]);
    expect(of(null, null)[0].message).toMatch(/is of no stated modality, in no stated unit$/);
    const elsewhere = caseNotes(read("a", { ...dicom("CT"), unit: "HU" }), mask, {});
    expect(elsewhere).toEqual([]);
  });

  it("tell the settings of the patient studies on another modality", () => {
    const mask = read("m.nii", nifti);
    const messages = (modality: string, name: keyof typeof presets) =>
      caseNotes(read("a", dicom(modality)), mask, presets[name]).map(({ message }) => message);
    expect(messages("CT", "ibsi-1-phase3-ct")).toEqual([]);
    expect(messages("MR", "ibsi-1-phase3-mr")).toEqual([]);
    expect(messages("CT", "ibsi-1-phase3-mr")).toEqual([
      "the settings are those of the preset ibsi-1-phase3-mr, which is for MR, and the image is CT",
    ]);
    expect(messages("MR", "ibsi-1-phase3-pet")).toEqual([
      "the settings are those of the preset ibsi-1-phase3-pet, which is for PT, and the image is MR",
    ]);
  });

  it("tell the preset for SUV on a PET in another unit", () => {
    const mask = read("m.nii", nifti);
    const pet = (unit: string | null, suv: string | null = null) =>
      read("a", { ...dicom("PT"), unit, suv });
    const codes = (image: CaseFile) =>
      caseNotes(image, mask, presets.pet).map(({ message }) => message);
    expect(codes(pet("BQML"))).toEqual([
      "the settings are those of the preset pet, whose bins are for SUV, and the image is in BQML: --suv bodyWeight converts it",
    ]);
    expect(codes(pet(null))).toEqual([
      expect.stringContaining("in a unit that its files do not state"),
    ]);
    expect(codes(pet("BQML", "bodyWeight"))).toEqual([]);
    expect(codes(pet("GML"))).toEqual([]);
  });
});
