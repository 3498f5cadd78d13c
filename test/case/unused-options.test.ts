import { describe, expect, it } from "vitest";
import type { CaseReading } from "../../src/case/case-reading.ts";
import { optionName, readingOptions } from "../../src/case/reading-options.ts";
import { unusedOptionNotes } from "../../src/case/unused-options.ts";

type Files = Parameters<typeof unusedOptionNotes>[1];

const messagesOf = (reading: CaseReading, image: Files["image"], mask: Files["mask"]) =>
  unusedOptionNotes(reading, { image, mask }, (option) => `--${optionName(option)}`).map(
    ({ code, message }) => `${code}: ${message}`,
  );

describe("options that say nothing of the files", () => {
  it("are told with the files that they are about", () => {
    const masks: CaseReading = { threshold: 0.7, slabThickness: 3, otherFrame: true };
    expect(messagesOf(masks, "NIfTI-1", "NIfTI-1")).toEqual([
      "option-unused: an option changes nothing: --threshold is about DICOM SEG files, and the mask is NIfTI-1",
      "option-unused: an option changes nothing: --slab-thickness is about DICOM RTSTRUCT files, and the mask is NIfTI-1",
      "option-unused: an option changes nothing: --other-frame is about DICOM files, and the mask is NIfTI-1",
    ]);
    expect(messagesOf(masks, "DICOM", "DICOM SEG")).toEqual([
      "option-unused: an option changes nothing: --slab-thickness is about DICOM RTSTRUCT files, and the mask is DICOM SEG",
    ]);
  });

  it("of image and mask are told where neither is concerned", () => {
    const both: CaseReading = { geometry: "sform", sliceTolerance: 0.1 };
    expect(messagesOf(both, "NIfTI-1", "DICOM SEG")).toEqual([]);
    expect(messagesOf(both, "Analyze 7.5", null)).toEqual([
      "option-unused: an option changes nothing: --slice-tolerance is about DICOM files, found Analyze 7.5",
    ]);
    expect(messagesOf(both, "NRRD", "MetaImage")).toEqual([
      "option-unused: an option changes nothing: --geometry is about NIfTI files, found NRRD and MetaImage",
      "option-unused: an option changes nothing: --slice-tolerance is about DICOM files, found NRRD and MetaImage",
    ]);
  });

  it("are not told where they were not given, or switched off", () => {
    expect(messagesOf({}, "NRRD", "NRRD")).toEqual([]);
    expect(messagesOf({ otherFrame: false, mixedFrames: false }, "NRRD", "NRRD")).toEqual([]);
  });

  it("are not those about every format", () => {
    const every = readingOptions.filter(({ about }) => about === undefined).map(({ key }) => key);
    const given = Object.fromEntries(every.map((key) => [key, 1]));
    expect(messagesOf(given, "NRRD", "NRRD")).toEqual([]);
  });
});
