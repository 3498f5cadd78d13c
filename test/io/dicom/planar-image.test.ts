import { describe, expect, it } from "vitest";
import { dicomFile, type Elements, pixelBytes } from "./dicom-fixture.ts";
import { obliqueGrid, readFiles, slicesOf } from "./image-fixture.ts";

const [slice] = slicesOf({ ...obliqueGrid, size: [4, 3, 1] });

function planar(Modality: string, others: Elements = {}): Uint8Array {
  return dicomFile({
    ...slice,
    Modality,
    ImagePositionPatient: undefined,
    ImageOrientationPatient: undefined,
    PixelSpacing: undefined,
    FrameOfReferenceUID: undefined,
    ...others,
  });
}

const region = (dx: number, dy: number, others: Elements = {}): Elements => ({
  ...{ RegionSpatialFormat: 1, PhysicalUnitsXDirection: 3, PhysicalUnitsYDirection: 3 },
  ...{ PhysicalDeltaX: dx, PhysicalDeltaY: dy },
  ...others,
});

describe("a planar image is a volume of one slice at the origin", () => {
  it.each<[string, Elements, readonly number[], string]>([
    ["CR", { PixelSpacing: ["0.2", "0.1"] }, [0.1, 0.2], "PixelSpacing (0028,0030)"],
    [
      "MG",
      { ImagerPixelSpacing: ["0.07", "0.08"] },
      [0.08, 0.07],
      "ImagerPixelSpacing (0018,1164), at the detector: no magnification is stated",
    ],
    [
      "DX",
      {
        ImagerPixelSpacing: ["0.2", "0.4"],
        EstimatedRadiographicMagnificationFactor: "1.6",
      },
      [0.25, 0.125],
      "ImagerPixelSpacing (0018,1164) divided by EstimatedRadiographicMagnificationFactor (0018,1114), 1.6",
    ],
    [
      "XA",
      { PixelSpacing: ["0.3", "0.3"], ImagerPixelSpacing: ["0.4", "0.4"] },
      [0.3, 0.3],
      "PixelSpacing (0028,0030)",
    ],
    [
      "CR",
      { NominalScannedPixelSpacing: ["0.1", "0.1"] },
      [0.1, 0.1],
      "NominalScannedPixelSpacing (0018,2010)",
    ],
    [
      "US",
      {
        SequenceOfUltrasoundRegions: [
          region(0.02, 0.03),
          region(5, 6, { RegionSpatialFormat: 3 }),
          region(0.02, -0.03),
        ],
      },
      [0.2, 0.3],
      "SequenceOfUltrasoundRegions (0018,6011)",
    ],
  ])("%s with %j", async (modality, others, spacing, source) => {
    const { volume, notes } = await readFiles([planar(modality, others)]);
    expect(volume).toMatchObject({
      size: [4, 3, 1],
      spacing: [...spacing.map((length) => expect.closeTo(length, 12)), 1],
      origin: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
      thicknessAssumed: true,
    });
    expect(notes?.map(({ message }) => message)).toEqual([
      `${modality} image lies nowhere in the patient: it was put at the origin, its pixels by ${source}`,
      "a single plane states no thickness: its slice was taken to be 1 mm thick",
    ]);
  });

  it("as thick as it says", async () => {
    const others = { PixelSpacing: ["0.2", "0.2"], SliceThickness: "3" };
    const { volume, notes } = await readFiles([planar("US", others)]);
    expect(volume.spacing[2]).toBe(3);
    expect(volume).not.toHaveProperty("thicknessAssumed");
    expect(notes?.map(({ code }) => code)).toEqual(["planar-image"]);
  });

  it("of which several, and frames, are volumes to choose from", async () => {
    const views = ["CC", "MLO"].map((ViewPosition, n) =>
      planar("MG", { ViewPosition, SOPInstanceUID: `1.2.${n}`, PixelSpacing: ["0.1", "0.1"] }),
    );
    await expect(readFiles(views)).rejects.toThrow(
      "1 is ViewPosition=CC (1 slice), 2 is ViewPosition=MLO",
    );
    const loop = planar("US", {
      ...{ NumberOfFrames: "3", PixelSpacing: ["0.1", "0.1"] },
      PixelData: pixelBytes(
        [1, 2, 3].flatMap((n) => new Array(12).fill(n)),
        16,
      ),
    });
    await expect(readFiles([loop])).rejects.toThrow("3 volumes: 1 is Frame=1 (1 slice)");
    expect((await readFiles([loop], { volume: 2 })).volume.data[0]).toBe(2);
  });

  it.each<[string, Elements, string]>([
    [
      "without a spacing",
      {},
      "image says nothing about the size of its pixels, expected one of PixelSpacing (0028,0030), ",
    ],
    [
      "with regions that differ",
      { SequenceOfUltrasoundRegions: [region(0.02, 0.03), region(0.04, 0.03)] },
      "SequenceOfUltrasoundRegions (0018,6011) (regions of tissue in cm, all alike)",
    ],
    [
      "with regions in seconds",
      { SequenceOfUltrasoundRegions: [region(0.02, 0.03, { PhysicalUnitsXDirection: 4 })] },
      "(regions of tissue in cm, all alike)",
    ],
    ["in colours", { SamplesPerPixel: 3, PhotometricInterpretation: "RGB" }, "image has colours"],
  ])("but refused %s", async (_, others, message) => {
    await expect(readFiles([planar("US", others)])).rejects.toThrow(message);
  });

  it("not of modalities that have a place", async () => {
    await expect(readFiles([planar("CT", { PixelSpacing: ["1", "1"] })])).rejects.toThrow(
      "image does not say where it lies in the patient",
    );
  });
});
