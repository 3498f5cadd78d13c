import { describe, expect, it } from "vitest";
import { summariseVolume } from "../../src/report/volume-summary.ts";

describe("summariseVolume", () => {
  it("counts what is no finite number, and leaves it out of the range", () => {
    const data = Float64Array.of(NaN, -2, Infinity, 5, NaN, -Infinity, 0);
    expect(summariseVolume({ data })).toEqual({
      range: { minimum: -2, maximum: 5, mean: 1 },
      notANumber: 2,
      infinite: 2,
      labels: null,
    });
    expect(summariseVolume({ data: Float32Array.of(NaN) }).range).toBeNull();
  });

  it("counts labels, ascending, without the background", () => {
    expect(summariseVolume({ data: Float32Array.of(0, 12, 3, 3, 0) }).labels).toEqual([
      { label: 3, voxels: 2 },
      { label: 12, voxels: 1 },
    ]);
    expect(summariseVolume({ data: new Uint8Array(3) }).labels).toEqual([]);
  });

  it.each([
    ["a fraction", Float32Array.of(0, 0.5)],
    ["a negative number", Int16Array.of(0, -1)],
    ["more than 256 labels", Uint16Array.from({ length: 258 }, (_, v) => v)],
  ])("takes %s for an image", (_, data) => {
    expect(summariseVolume({ data }).labels).toBeNull();
  });
});
