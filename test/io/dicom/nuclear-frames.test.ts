import { describe, expect, it } from "vitest";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import { dicomFile, type Elements, pixelBytes } from "./dicom-fixture.ts";
import {
  obliqueGrid,
  readElements,
  readFiles,
  slicesOf,
  valueAt,
  volumeValues,
} from "./image-fixture.ts";

const [first] = slicesOf(obliqueGrid);
const { ImagePositionPatient, ImageOrientationPatient, ...others } = first;
const [columns, rows, planes] = obliqueGrid.size;

function spect(more: Elements = {}): Elements {
  return {
    ...(others as Elements),
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.20",
    Modality: "NM",
    ImageType: ["ORIGINAL", "PRIMARY", "RECON TOMO", "EMISSION"],
    NumberOfFrames: "5",
    SpacingBetweenSlices: "2.9",
    SliceThickness: "4",
    DetectorInformationSequence: [
      { ImagePositionPatient, ImageOrientationPatient },
    ] as readonly Elements[],
    SliceVector: [1, 2, 3, 4, 5],
    PixelData: pixelBytes(volumeValues(obliqueGrid), 16),
    ...more,
  };
}

describe("a reconstructed SPECT", () => {
  it("lies where its detector does, its slices along the normal", async () => {
    const { volume } = await readElements([spect()]);
    expect(volume.size).toEqual(obliqueGrid.size);
    expect(Array.from(volume.data)).toEqual(volumeValues(obliqueGrid));
    const last = [0, 0, 4] as const;
    const expected = indexToWorld(obliqueGrid, last).map((p) => expect.closeTo(p, 4));
    expect(indexToWorld(volume, last)).toEqual(expected);
  });

  it("has its frames by the numbers of their slices, against the normal for a step below 0", async () => {
    const { volume } = await readElements([
      spect({ SpacingBetweenSlices: "-2.9", SliceVector: [1, 2, 3, 5, 4] }),
    ]);
    const firsts = Array.from({ length: planes }, (_, z) => volume.data[columns * rows * z]);
    expect(firsts).toEqual([3, 4, 2, 1, 0].map((z) => valueAt(0, 0, z)));
    const place = indexToWorld(volume, [0, 0, 4]);
    expect(place).toEqual(obliqueGrid.origin.map((o) => expect.closeTo(o, 4)));
  });

  it("has slices as thick as they are apart where it says no more, with a note", async () => {
    const { volume, notes } = await readFiles([dicomFile(spect({ SpacingBetweenSlices: "" }))]);
    expect(volume.spacing[2]).toBeCloseTo(4, 9);
    expect(notes?.map(({ code }) => code)).toEqual(["slices-touch"]);
  });

  it("lies where the first of several detectors does, with a note where they differ", async () => {
    const same = { ImagePositionPatient, ImageOrientationPatient } as Elements;
    const other = { ...same, ImagePositionPatient: ["1", "2", "3"] };
    const read = (detectors: readonly Elements[]) =>
      readFiles([dicomFile(spect({ DetectorInformationSequence: detectors }))]);
    expect((await read([same, same])).notes).toEqual([]);
    const { volume, notes } = await read([same, other]);
    expect(volume.origin).toEqual((await read([same])).volume.origin);
    expect(notes?.map(({ code }) => code)).toEqual(["detectors-differ"]);
    expect(notes?.[0].message).toMatch(
      /^2 detectors state different positions: that of the first was taken for all slices \(ImagePositionPatient.*\), another has ImagePositionPatient \(0020,0032\) \[1, 2, 3\], /,
    );
  });

  it("that is gated has a volume for each phase", async () => {
    const gated = spect({
      NumberOfFrames: "4",
      SliceVector: [1, 2, 1, 2],
      TimeSlotVector: [1, 1, 2, 2],
      PixelData: pixelBytes(volumeValues(obliqueGrid).slice(0, 4 * columns * rows), 16),
    });
    const { volume } = await readFiles([dicomFile(gated)], { volume: "TimeSlotVector=2" });
    expect(volume.size).toEqual([columns, rows, 2]);
    expect(volume.data[0]).toBe(valueAt(0, 0, 2));
  });

  it.each<[string, Elements, string]>([
    [
      "views",
      { SliceVector: undefined },
      "NM image has 5 frames, but does not say where each lies",
    ],
    [
      "no position",
      { DetectorInformationSequence: [{ "00540021 US": 1 }] },
      "image does not say where it lies in the patient: it has no ImagePositionPatient (0020,0032), neither",
    ],
    [
      "another number of slices",
      { SliceVector: [1, 2, 3] },
      "SliceVector (0054,0080): found 3 numbers, expected 5",
    ],
    [
      "no step",
      { SpacingBetweenSlices: "", SliceThickness: "" },
      "slices do not say how far they are apart",
    ],
  ])("is refused with %s", async (_, more, message) => {
    await expect(readElements([spect(more)])).rejects.toThrow(message);
  });
});
