import { describe, expect, it } from "vitest";
import { extract } from "../../../src/extraction/extract.ts";
import { openDicom } from "../../../src/io/dicom/dicom.ts";
import { worldToIndex } from "../../../src/volume/geometry.ts";
import {
  type Grid,
  identityDirection,
  type Vec3,
  type Volume,
} from "../../../src/volume/volume.ts";
import { caseFiles, describeWithCases } from "../../shared-cases.ts";
import { dicomFile, type Elements, pixelBytes } from "./dicom-fixture.ts";
import { slicesOf } from "./image-fixture.ts";
import { structureSet } from "./structure-set-fixture.ts";

/** A dose of 12 x 12 x 5 voxels of 2 x 2 x 2.5 mm: 0.25 Gy more from voxel to voxel along x, from slice to slice 10. */
const grid: Grid = {
  size: [12, 12, 5],
  spacing: [2, 2, 2.5],
  origin: [-11, -11, 40],
  direction: identityDirection,
};
const stored = Array.from({ length: 720 }, (_, v) => (v % 12) + 40 * Math.floor(v / 144));
const dose: Elements = {
  ...slicesOf(grid)[0],
  ...{ Modality: "RTDOSE", SOPClassUID: "1.2.840.10008.5.1.4.1.1.481.2" },
  ...{ RescaleSlope: "", RescaleIntercept: "", DoseUnits: "GY", DoseGridScaling: "0.25" },
  NumberOfFrames: "5",
  GridFrameOffsetVector: ["0", "2.5", "5", "7.5", "10"],
  PixelData: pixelBytes(stored, 16),
};

describeWithCases("doses by pydicom", () => {
  // pydicom 2.3.1: pixel_array times DoseGridScaling, and where it lies by ImagePositionPatient,
  // ImageOrientationPatient, PixelSpacing and GridFrameOffsetVector. dcmdump of dcmtk 3.6.7 has the same for rel.dcm.
  it.each<[string, readonly (readonly [Vec3, number])[]]>([
    ["rel", [[[0, 0, 10], 0], [[3, 0, 10], 0.001], [[0, 2, 10], 0.004], [[0, 0, 12.5], 0.012], [[9, 4, 17.5], 0.047]]],
    ["abs", [[[0, 0, 10], 0], [[3, 0, 10], 0.001], [[0, 2, 10], 0.004], [[0, 0, 12.5], 0.012], [[9, 4, 17.5], 0.047]]],
    ["neg", [[[0, 0, 10], 0], [[3, 0, 10], 0.001], [[0, 2, 10], 0.004], [[0, 0, 7.5], 0.012], [[9, 4, 2.5], 0.047]]],
    ["abs_neg", [[[0, 0, 10], 0], [[3, 0, 10], 0.001], [[0, 2, 10], 0.004], [[0, 0, 7.5], 0.012], [[9, 4, 2.5], 0.047]]],
    ["prone", [[[0, 0, 10], 0], [[-3, 0, 10], 0.001], [[0, -2, 10], 0.004], [[0, 0, 12.5], 0.012], [[-9, -4, 17.5], 0.047]]],
    ["nofip", [[[0, 0, 0], 0], [[3, 0, 0], 0.001], [[0, 2, 0], 0.004], [[0, 0, 2.5], 0.012], [[9, 4, 7.5], 0.047]]],
    ["u16", [[[0, 0, 0], 0], [[3, 0, 0], 0.001], [[0, 2, 0], 0.004], [[0, 0, 2.5], 0.012], [[9, 4, 7.5], 0.047]]],
    ["single", [[[0, 0, 0], 0], [[3, 0, 0], 0.001], [[0, 2, 0], 0.004], [[9, 4, 0], 0.011]]],
  ])("%s: the same Gy at the same places", async (name, places) => {
    const [file] = (await caseFiles("dose")).filter((one) => one.name === `${name}.dcm`);
    const { volume, description } = await (await openDicom([file])).volume();
    expect(description).toMatchObject({ modality: "RTDOSE", unit: "GY" });
    const [nx, ny] = volume.size;
    for (const [place, gray] of places) {
      const index = worldToIndex(volume, place);
      const [x, y, z] = index.map((n) => Math.round(n));
      for (const [axis, n] of [x, y, z].entries()) expect(index[axis]).toBeCloseTo(n, 9);
      expect(volume.data[x + nx * (y + ny * z)]).toBeCloseTo(gray, 15);
    }
  }); // biome-ignore format: a file a line
});

describe("structures on a dose", () => {
  /** A box of 8 x 6 mm from one plane of contours to another, whatever planes the dose has. */
  const box = (planes: readonly number[]) =>
    planes.map((z) => ({
      points: [[-6, -4], [2, -4], [2, 2], [-6, 2]].map(([x, y]): Vec3 => [x, y, z]),
    })); // biome-ignore format: a shape
  const structures = (planes: readonly number[]) =>
    structureSet([{ number: 1, name: "PTV", contours: box(planes) }]);
  const readDose = async (elements: Elements) =>
    (await openDicom([{ name: null, input: dicomFile(elements) }])).volume();
  const drawn = async (image: Volume, planes: readonly number[]) => {
    const files = [{ name: null, input: structures(planes) }];
    return (await (await openDicom(files, { grid: image })).mask("PTV")).volume;
  };

  it("are drawn on the dose's own grid, and measured in Gy", async () => {
    const { volume } = await readDose(dose);
    const mask = await drawn(volume, [42.5, 45]);
    // voxel centres at x -5, -3, -1, 1; y -3, -1, 1; two slices
    expect(mask.size).toEqual(grid.size);
    expect(mask.data.filter((inside) => inside === 1)).toHaveLength(24);
    const { features } = extract(volume, mask, {
      families: ["doseVolume"],
      doseVolume: { volumes: [100, 50, 25], volumesCc: [0.04], doses: [15], a: [1] },
    });
    const byTag = new Map(features.map(({ tag, value }) => [tag, value]));
    // columns 3 to 6: 10 Gy a slice more, 0.25 Gy a column
    expect(byTag.get("dvh_mean")).toBe(15 + 4.5 / 4);
    expect(byTag.get("dvh_d_pct_100")).toBe(10.75);
    expect(byTag.get("dvh_d_pct_50")).toBe(20.75);
    expect(byTag.get("dvh_d_pct_25")).toBe(21.25);
    expect(byTag.get("dvh_d_cc_0_04")).toBe(21.25);
    expect(byTag.get("dvh_v_pct_15")).toBe(50);
    expect(byTag.get("dvh_v_ml_15")).toBeCloseTo(0.12, 14);
  });

  it("may lie between its planes, and on planes closer than its own", async () => {
    const { volume } = await readDose(dose);
    const both = await drawn(volume, [42.5, 45]);
    expect((await drawn(volume, [43.1, 45.6])).data).toEqual(both.data);
    expect((await drawn(volume, [42, 43, 44, 45, 46])).data).toEqual(both.data);
  });

  it("that leave planes of the dose without contours are refused, with what to do", async () => {
    const { volume } = await readDose(dose);
    await expect(drawn(volume, [40, 45, 50])).rejects.toThrow(
      "slabThickness: 5 (mm) closes the gaps",
    );
  });

  it("of another frame of reference are refused", async () => {
    const { volume } = await readDose({ ...dose, FrameOfReferenceUID: "1.2.3" });
    await expect(drawn(volume, [42.5])).rejects.toThrow(/frame of reference/);
  });
});
