import { describe, expect, it } from "vitest";
import { shownVolume } from "../../../src/explorer/work/shown-volume.ts";
import { volumeOf } from "../../cli/workspace.ts";

const shownOf = (values: readonly number[]) => {
  const data = Float64Array.from({ length: 24 }, (_, v) => values[v % values.length]);
  return shownVolume(volumeOf(() => 0, { data }));
};

describe("a volume for the viewer", () => {
  it.each([
    ["Uint8Array", [0, 255]],
    ["Int16Array", [-1, 300]],
    ["Int16Array", [-32768, 32767]],
    ["Uint16Array", [0, 32768]],
    ["Float32Array", [0, 65536]],
    ["Float32Array", [0.5, 1]],
    ["Float32Array", [NaN, 1]],
  ] as const)("is a %s for the values %j, which it keeps", (type, values) => {
    const { data } = shownOf(values);
    expect(data.constructor.name).toBe(type);
    expect([data[0], data[1]]).toEqual([...values]);
  });

  it("is a copy, with the place of the volume", () => {
    const volume = volumeOf((v) => v, { origin: [1, 2, 3] });
    const shown = shownVolume(volume);
    expect(shown.data.buffer).not.toBe(volume.data.buffer);
    expect(shown).toMatchObject({ size: [4, 3, 2], spacing: [1, 1, 2], origin: [1, 2, 3] });
  });

  it("has the range of what is finite", () => {
    expect(shownOf([NaN, 2.5, -Infinity, 7, Infinity, 3]).range).toEqual([2.5, 7]);
    expect(shownOf([NaN]).range).toEqual([0, 0]);
    expect(shownOf([NaN]).window).toEqual([0, 0]);
  });

  it("has a window that leaves out the outermost 2 % at both ends, and the range where that is empty", () => {
    // 101 voxels, so that the values at 2 % and 98 % of them are the third and the last but two
    const data = Int16Array.from({ length: 101 }, (_, v) => v * v);
    const shown = shownVolume(volumeOf(() => 0, { size: [101, 1, 1], data }));
    expect(shown.window).toEqual([4, 98 * 98]);
    const spike = Int16Array.from({ length: 101 }, (_, v) => (v === 50 ? 9 : 1));
    expect(shownVolume(volumeOf(() => 0, { size: [101, 1, 1], data: spike })).window).toEqual([
      1, 9,
    ]);
  });
});
