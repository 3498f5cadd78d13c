import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { merge, tally } from "../../src/matrices/count-matrix.ts";
import { entriesOf } from "./level-volumes.ts";
import { countPairs } from "./naive.ts";

/** Pairs (level, size); a few sizes are too large for a table. */
const pairs = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 65535 }),
    fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5_000_000 })),
  ),
  { maxLength: 60 },
);

const tallied = (list: readonly [number, number][], levels = 65535) =>
  tally(
    Uint16Array.from(list, ([i]) => i),
    Int32Array.from(list, ([, j]) => j),
    levels,
    list.length,
  );

describe("tally", () => {
  it("counts pairs, whatever their size", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        expect(entriesOf(tallied(list))).toEqual(countPairs(list));
        expect(tallied(list).voxels).toBe(list.length);
      }),
    );
  });

  it("counts one pair that comes often, small and large", () => {
    const list = new Array<[number, number]>(1000).fill([3, 2_000_000]);
    expect(entriesOf(tallied(list, 3))).toEqual([[3, 2_000_000, 1000]]);
  });
});

describe("merge", () => {
  it("gives what counting everything at once gives", () => {
    fc.assert(
      fc.property(fc.array(pairs, { minLength: 1, maxLength: 7 }), (lists) => {
        const merged = merge(lists.map((list) => tallied(list)));
        expect(entriesOf(merged)).toEqual(countPairs(lists.flat()));
        expect(merged.voxels).toBe(lists.flat().length);
      }),
    );
  });
});
