import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import type { Grid, Vec3 } from "../../../src/volume/volume.ts";
import { dicomFile, type Elements, pixelBytes, syntaxes } from "./dicom-fixture.ts";
import {
  enhancedElements,
  obliqueGrid,
  readElements,
  readFiles,
  slicesOf,
  valueAt,
  volumeValues,
} from "./image-fixture.ts";

/** Largest distance between where two grids have their voxels, in mm. */
function displacement(a: Grid, b: Grid): number {
  const [nx, ny, nz] = a.size;
  const corners = [0, nx - 1].flatMap((x) =>
    [0, ny - 1].flatMap((y) => [0, nz - 1].map((z): Vec3 => [x, y, z])),
  );
  const distances = corners.map((corner) => {
    const [p, q] = [indexToWorld(a, corner), indexToWorld(b, corner)];
    return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
  });
  return Math.max(...distances);
}

/** Axes that are the world's in another order or sense, right-handed. */
const permutations: readonly Grid["direction"][] = [
  [1, 0, 0, 0, 1, 0, 0, 0, 1],
  [0, 0, 1, 1, 0, 0, 0, 1, 0], // sagittal slices
  [1, 0, 0, 0, 0, 1, 0, -1, 0], // coronal slices
  [-1, 0, 0, 0, -1, 0, 0, 0, 1],
  [0, 1, 0, 1, 0, 0, 0, 0, -1],
];

describe("a series of slices", () => {
  it.each([obliqueGrid.direction, ...permutations])(
    "has its voxels where they are: [%s …",
    async (...d) => {
      const grid = { ...obliqueGrid, direction: d as unknown as Grid["direction"] };
      const { volume } = await readElements(slicesOf(grid));
      expect(volume.size).toEqual(grid.size);
      expect(volume.spacing).toEqual(grid.spacing.map((spacing) => expect.closeTo(spacing, 9)));
      expect(displacement(volume, grid)).toBeLessThan(1e-4);
      expect(Array.from(volume.data)).toEqual(volumeValues(grid));
    },
  );

  it("is read in any order of files", async () => {
    const files = slicesOf(obliqueGrid).map((elements) => dicomFile(elements));
    const order = fc.shuffledSubarray(files, { minLength: files.length });
    await fc.assert(
      fc.asyncProperty(order, async (shuffled) => {
        const { volume } = await readFiles(shuffled);
        expect(Array.from(volume.data)).toEqual(volumeValues(obliqueGrid));
      }),
      { numRuns: 20 },
    );
  });

  it("takes the first number of Pixel Spacing for the distance between rows", async () => {
    const elements = slicesOf(obliqueGrid).map((slice) => ({
      ...slice,
      PixelSpacing: ["1.5", "0.5"],
    }));
    const { volume } = await readElements(elements);
    expect(volume.spacing.slice(0, 2)).toEqual([0.5, 1.5]);
  });

  it("puts positions that increase along the normal in the order of z, and z is right-handed", async () => {
    const { volume } = await readElements(slicesOf(obliqueGrid).toReversed());
    const d = volume.direction;
    const determinant =
      d[0] * (d[4] * d[8] - d[5] * d[7]) -
      d[1] * (d[3] * d[8] - d[5] * d[6]) +
      d[2] * (d[3] * d[7] - d[4] * d[6]);
    expect(determinant).toBeCloseTo(1, 9);
    expect(volume.data[0]).toBe(valueAt(0, 0, 0));
  });

  it.each(Object.entries(syntaxes).filter(([name]) => name !== "rle"))(
    "is read from %s files",
    async (name, syntax) => {
      const [, ny, nz] = obliqueGrid.size;
      const elements = slicesOf(obliqueGrid, (z) => ({
        PixelData: pixelBytes(
          volumeValues(obliqueGrid).slice(z * 4 * ny, (z + 1) * 4 * ny),
          16,
          name !== "bigEndian",
        ),
      }));
      const { volume, description } = await readElements(elements, { syntax });
      expect(Array.from(volume.data)).toEqual(volumeValues(obliqueGrid));
      expect(description.files).toBe(nz);
    },
  );

  it("of one slice is as thick as it says, by the distance to others first", async () => {
    const grid = { ...obliqueGrid, size: [4, 3, 1] as const };
    const read = async (others: Elements) =>
      (await readElements(slicesOf(grid, others))).volume.spacing[2];
    expect(await read({ SliceThickness: "2.5" })).toBe(2.5);
    expect(await read({ SliceThickness: "2.5", SpacingBetweenSlices: "3" })).toBe(3);
    expect(await read({ SliceThickness: "2.5", SpacingBetweenSlices: "-3" })).toBe(3);
    await expect(read({ SliceThickness: "0" })).rejects.toThrow(
      "a single slice needs its thickness: it has no SpacingBetweenSlices (0018,0088) and no " +
        "SliceThickness (0018,0050) above 0",
    );
  });

  it("tells what it was made from, and nothing of the patient", async () => {
    const others = { "00100010 PN": "Doe^Jane", "00100020 LO": "4711", "0008103E LO": "Thorax" };
    const { description } = await readElements(slicesOf(obliqueGrid, others));
    expect(description).toEqual({
      format: "DICOM",
      modality: "CT",
      seriesInstanceUID: "1.2.826.0.1.2",
      files: 5,
      frames: 5,
      transferSyntax: "Explicit VR Little Endian",
      dataType: "int16",
      rescale: { slope: 1, intercept: 0 },
      unit: "HU",
      suv: null,
    });
  });
});

describe("an enhanced image", () => {
  it("has its voxels where the functional groups say", async () => {
    const { volume, description } = await readElements([enhancedElements(obliqueGrid)]);
    expect(displacement(volume, obliqueGrid)).toBeLessThan(1e-4);
    expect(Array.from(volume.data)).toEqual(volumeValues(obliqueGrid));
    expect(description).toMatchObject({ files: 1, frames: 5, unit: "HU" });
  });

  it("may have its frames in any order, in several files", async () => {
    const whole = enhancedElements(obliqueGrid);
    const groups = whole.PerFrameFunctionalGroupsSequence as readonly Elements[];
    const values = volumeValues(obliqueGrid);
    const part = (frames: readonly number[]) => ({
      ...whole,
      NumberOfFrames: String(frames.length),
      PerFrameFunctionalGroupsSequence: frames.map((z) => groups[z]),
      PixelData: pixelBytes(
        frames.flatMap((z) => values.slice(12 * z, 12 * z + 12)),
        16,
      ),
    });
    const { volume } = await readElements([part([3, 0]), part([4, 2, 1])]);
    expect(Array.from(volume.data)).toEqual(values);
  });

  it("may give orientation, spacing and rescaling frame by frame", async () => {
    const whole = enhancedElements(obliqueGrid);
    const [shared] = whole.SharedFunctionalGroupsSequence as readonly Elements[];
    const groups = whole.PerFrameFunctionalGroupsSequence as readonly Elements[];
    const { volume, description } = await readElements([
      {
        ...whole,
        SharedFunctionalGroupsSequence: [],
        PerFrameFunctionalGroupsSequence: groups.map((group, z) => ({
          ...shared,
          ...group,
          PixelValueTransformationSequence: [
            { RescaleSlope: String(z + 1), RescaleIntercept: "7" },
          ],
        })),
      },
    ]);
    const scaled = volumeValues(obliqueGrid).map((v, n) => (Math.floor(n / 12) + 1) * v + 7);
    expect(Array.from(volume.data)).toEqual(scaled);
    expect(description.rescale).toBe("varying");
  });

  it("of one frame may share all groups", async () => {
    const grid = { ...obliqueGrid, size: [4, 3, 1] as const };
    const whole = enhancedElements(grid);
    const [shared] = whole.SharedFunctionalGroupsSequence as readonly Elements[];
    const [own] = whole.PerFrameFunctionalGroupsSequence as readonly Elements[];
    const { PerFrameFunctionalGroupsSequence: _, ...others } = whole;
    const { volume } = await readElements([
      { ...others, SharedFunctionalGroupsSequence: [{ ...shared, ...own }] },
    ]);
    expect(volume.spacing[2]).toBe(9);
    expect(Array.from(volume.data)).toEqual(volumeValues(grid));
  });

  it("is refused for another number of groups than frames", async () => {
    const elements = { ...enhancedElements(obliqueGrid), NumberOfFrames: "6" };
    await expect(readElements([elements])).rejects.toThrow(
      "NumberOfFrames (0028,0008) is 6, but PerFrameFunctionalGroupsSequence (5200,9230) has 5 items",
    );
  });

  it("is refused where a frame does not say where it lies", async () => {
    const whole = enhancedElements(obliqueGrid);
    const groups = whole.PerFrameFunctionalGroupsSequence as readonly Elements[];
    const elements = {
      ...whole,
      PerFrameFunctionalGroupsSequence: groups.map((group, z) => (z === 2 ? {} : group)),
    };
    await expect(readElements([elements])).rejects.toThrow(
      "frame 3 of 5: image does not say where it lies in the patient: it has no ImagePositionPatient (0020,0032)",
    );
  });
});

describe("frames with offsets", () => {
  const { size } = obliqueGrid;
  const grid: Grid = { ...obliqueGrid, direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
  const dose = (offsets: readonly number[], others: Elements = {}): Elements => ({
    ...slicesOf(grid)[0],
    ...{ Modality: "RTDOSE", RescaleSlope: "", RescaleIntercept: "" },
    ...{ DoseUnits: "GY", DoseGridScaling: "0.5", NumberOfFrames: String(size[2]) },
    GridFrameOffsetVector: offsets.map(String),
    PixelData: pixelBytes(volumeValues(grid), 16),
    ...others,
  });
  const relative = Array.from({ length: size[2] }, (_, z) => 2.9 * z);

  it.each([
    ["along the normal", relative],
    ["as z in the patient", relative.map((offset) => offset + grid.origin[2])],
  ])("lie %s", async (_, offsets) => {
    const { volume, description } = await readElements([dose(offsets)]);
    expect(displacement(volume, grid)).toBeLessThan(1e-4);
    expect(Array.from(volume.data)).toEqual(volumeValues(grid).map((value) => value / 2));
    expect(description).toMatchObject({ modality: "RTDOSE", unit: "GY", frames: 5 });
  });

  it("in decreasing order are put in order", async () => {
    const { volume } = await readElements([dose(relative.map((offset) => 0 - offset))]);
    expect(volume.origin[2]).toBeCloseTo(grid.origin[2] - 4 * 2.9, 9);
    expect(volume.data[0]).toBe(valueAt(0, 0, 4) / 2);
  });

  it("are refused for offsets of neither kind, or too few", async () => {
    await expect(readElements([dose(relative.map((offset) => offset + 1))])).rejects.toThrow(
      "GridFrameOffsetVector (3004,000C) starts with 1, expected 0 or, in transverse slices, the z 33",
    );
    await expect(readElements([dose(relative.slice(1))])).rejects.toThrow(
      "GridFrameOffsetVector (3004,000C): found 4 numbers, expected 5",
    );
  });
});

describe("several frames without places", () => {
  it("are refused", async () => {
    const elements = {
      ...slicesOf(obliqueGrid)[0],
      ...{
        Modality: "NM",
        NumberOfFrames: "5",
        PixelData: pixelBytes(volumeValues(obliqueGrid), 16),
      },
    };
    await expect(readElements([elements])).rejects.toMatchObject({
      code: "unsupported-format",
      message: expect.stringContaining("NM image has 5 frames, but does not say where each lies"),
    });
  });
});
