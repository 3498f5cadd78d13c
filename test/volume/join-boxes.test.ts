import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Box, countBoxVoxels, isInside } from "../../src/volume/box.ts";
import { joinBoxes } from "../../src/volume/join-boxes.ts";
import { perAxis } from "../../src/volume/vec3.ts";

const cube = (at: number, side: number): Box => ({
  min: [at, at, at],
  max: [at + side - 1, at + side - 1, at + side - 1],
});

const anyBox = fc.tuple(...Array.from({ length: 6 }, () => fc.integer({ min: -9, max: 20 }))).map(
  (ends): Box => ({
    min: perAxis((a) => Math.min(ends[a], ends[a + 3])),
    max: perAxis((a) => Math.max(ends[a], ends[a + 3])),
  }),
);

describe("joinBoxes", () => {
  it("joins what overlaps or touches, and leaves what lies apart", () => {
    expect(joinBoxes([])).toEqual([]);
    expect(joinBoxes([cube(0, 4), cube(20, 4), cube(1, 4)])).toEqual([
      { box: cube(20, 4), members: [1] },
      { box: cube(0, 5), members: [0, 2] },
    ]);
    // side by side, one hull has no more voxels than both
    const beside: Box = { min: [4, 0, 0], max: [7, 3, 3] };
    const both: Box = { min: [0, 0, 0], max: [7, 3, 3] };
    expect(joinBoxes([cube(0, 4), beside])).toEqual([{ box: both, members: [0, 1] }]);
  });

  it("joins what only a box that has grown can replace", () => {
    const row = [0, 8, 4].map((x): Box => ({ min: [x, 0, 0], max: [x + 3, 3, 3] }));
    expect(joinBoxes(row)).toEqual([
      { box: { min: [0, 0, 0], max: [11, 3, 3] }, members: [0, 1, 2] },
    ]);
  });

  it("keeps every box in one joined box, with no more voxels in all", () => {
    fc.assert(
      fc.property(fc.array(anyBox, { maxLength: 8 }), (boxes) => {
        const joined = joinBoxes(boxes);
        const members = joined.flatMap((each) => each.members);
        expect(members.toSorted((a, b) => a - b)).toEqual(boxes.map((_, n) => n));
        for (const each of joined) {
          expect(each.members.every((n) => isInside(boxes[n], each.box))).toBe(true);
        }
        const voxels = (of: readonly Box[]) =>
          of.reduce((sum, box) => sum + countBoxVoxels(box), 0);
        expect(voxels(joined.map(({ box }) => box))).toBeLessThanOrEqual(voxels(boxes));
      }),
    );
  });
});
