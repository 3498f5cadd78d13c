import { describe, expect, it } from "vitest";
import { wholeLabels } from "../../src/pyradiomics/whole-labels.ts";
import { extractPyradiomics, parseParams } from "../../src/pyradiomics.ts";
import type { VoxelArray } from "../../src/volume/volume.ts";
import { volume } from "../filters/volumes.ts";

const image = volume([6, 1, 1], (x) => 10 * x);
const labelled = (data: VoxelArray) => ({ ...image, data });
const params = parseParams({
  featureClass: { firstorder: ["Minimum", "Maximum"] },
  setting: { minimumROIDimensions: 1 },
});

describe("labels that are no whole numbers", () => {
  it("are cut towards 0, so that 1.5 belongs to 1 and 0.9 to none", () => {
    const { labels, notes } = wholeLabels(labelled(Float32Array.of(0, 0.9, 1, 1.5, 1.99, 2)));
    expect([...labels.data]).toEqual([0, 0, 1, 1, 1, 2]);
    expect(notes).toMatchObject([{ code: "labels-cut", details: { voxels: 3 } }]);
  });

  it("are measured and hashed as the whole numbers that they become, with a note", () => {
    const mask = labelled(Float64Array.of(0.9, 0, 1.5, 1, 1.25, 2.5));
    const whole = labelled(Uint8Array.of(0, 0, 1, 1, 1, 2));
    const [found, expected] = [mask, whole].map((one) => extractPyradiomics(image, one, params));
    expect(found.features).toEqual(expected.features);
    expect(found.features.map(({ value }) => value)).toEqual([20, 40]);
    expect(found.diagnostics).toEqual(expected.diagnostics);
    expect(found.notes).toMatchObject([
      {
        code: "labels-cut",
        message: `4 of the 6 voxels of the mask are no whole numbers, and were cut towards 0 as PyRadiomics does; the first is 0.9, taken as 0`,
      },
    ]);
    expect(expected.notes).toEqual([]);
  });

  it("that are whole are left as they are", () => {
    const mask = labelled(Float32Array.of(0, 1, 2, -3, 4, 5));
    expect(wholeLabels(mask)).toEqual({ labels: mask, notes: [] });
  });
});
