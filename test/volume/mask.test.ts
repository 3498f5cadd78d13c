import { describe, expect, it } from "vitest";
import {
  countVoxels,
  intensitiesIn,
  listLabels,
  rangeIn,
  selectLabel,
  toMask,
} from "../../src/volume/mask.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";

function labels(...data: number[]): Volume {
  return {
    data: Float32Array.from(data),
    size: [data.length, 1, 1],
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: identityDirection,
  };
}

describe("listLabels", () => {
  it("counts the voxels of each label but the background", () => {
    expect(listLabels(labels(0, 3, 1, 3, 0))).toEqual([
      { label: 1, voxels: 1 },
      { label: 3, voxels: 2 },
    ]);
  });
});

describe("selectLabel", () => {
  it("gives 0 and 1", () => {
    const mask = selectLabel(labels(0, 3, 1, 3), 3);
    expect([...mask.data]).toEqual([0, 1, 0, 1]);
    expect(countVoxels(mask)).toBe(2);
  });

  it("takes no part of a number for a label, of a Buffer either", () => {
    const bytes = { ...labels(0, 0, 0), data: Buffer.from([0, 1, 1]) };
    expect([...selectLabel(bytes, 1).data]).toEqual([0, 1, 1]);
    for (const label of [257, 1.5, -255]) {
      expect(() => selectLabel(bytes, label)).toThrow("it holds 1");
    }
  });

  it("lists the labels present when there is none", () => {
    expect(() => selectLabel(labels(0, 3, 1), 2)).toThrow(
      "mask has no voxel with label 2; it holds 1, 3",
    );
    expect(() => selectLabel(labels(0, 0), 1)).toThrow("it is all 0");
  });
});

describe("toMask", () => {
  it("takes 0 and 1 of any element type", () => {
    expect([...toMask(labels(0, 1, 1)).data]).toEqual([0, 1, 1]);
  });

  it("copies bytes, also those of a Buffer", () => {
    for (const bytes of [Uint8Array.of(0, 1, 1), Buffer.from([0, 1, 1])]) {
      const mask = toMask({ ...labels(0, 0, 0), data: bytes });
      bytes.fill(0);
      expect([...mask.data]).toEqual([0, 1, 1]);
      expect(mask.data.constructor).toBe(Uint8Array);
    }
  });

  it("refuses other values and an empty mask", () => {
    expect(() => toMask(labels(0, 1, 2))).toThrow(
      expect.objectContaining({
        code: "invalid-mask",
        message:
          "mask must hold 0 and 1 only; it holds 1, 2: choose a label, or a threshold; " +
          "option label: N takes one label, option maskThreshold: F takes the voxels from a value on",
      }),
    );
    expect(() => toMask(labels(0, 0))).toThrow(expect.objectContaining({ code: "empty-mask" }));
  });
});

describe("the intensities inside a mask", () => {
  const image = labels(5, -2, 8, 3, Number.NaN);
  const inside = (...data: number[]) => ({ ...image, data: Uint8Array.from(data) });

  it("come in voxel order", () => {
    expect([...intensitiesIn(image, inside(1, 0, 1, 1, 0))]).toEqual([5, 8, 3]);
  });

  it("range from the lowest to the highest", () => {
    expect(rangeIn(image, inside(1, 0, 0, 1, 1))).toEqual({ lowest: 3, highest: 5 });
    expect(rangeIn(image, inside(0, 0, 0, 0, 0))).toEqual({ lowest: Infinity, highest: -Infinity });
  });
});
