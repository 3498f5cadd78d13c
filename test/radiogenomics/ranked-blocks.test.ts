import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  patternsOf,
  rankAmong,
  rankedBlock,
  sortColumn,
} from "../../src/radiogenomics/ranked-blocks.ts";
import { ranks } from "../../src/reproducibility/correlation.ts";

const cell = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(Number.NaN),
);
const column = fc.array(cell, { minLength: 8, maxLength: 8 }).map((its) => Float64Array.from(its));

describe("ranks among some cases", () => {
  it("are those of their values, and none where these are equal", () => {
    fc.assert(
      fc.property(
        column,
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (values, meant) => {
          const rows = [...values.keys()].filter(
            (row) => meant[row] && Number.isFinite(values[row]),
          );
          fc.pre(rows.length > 0);
          const place = new Int32Array(8).fill(-1);
          rows.forEach((row, k) => {
            place[row] = k;
          });
          const its = Float64Array.from(rows, (row) => values[row]);
          const out = new Float64Array(rows.length + 1);
          const work = new Uint32Array(rows.length);
          const differs = rankAmong(sortColumn(values), place, rows.length, out, 1, work);
          expect(differs).toBe(its.some((value) => value !== its[0]));
          if (differs) expect(out.subarray(1)).toEqual(ranks(its));
        },
      ),
    );
  });
});

describe("features that are known of the same cases", () => {
  const { NaN: none } = Number;
  const features = [
    Float64Array.of(4, 2, 2, 9),
    Float64Array.of(none, 5, 6, 7),
    Float64Array.of(1, 1, 1, 8),
    Float64Array.of(none, 3, 2, 1),
  ];
  const patterns = patternsOf(features);

  it("are together", () => {
    expect(patterns.map((its) => its.features)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it("have ranks in the cases of an outcome, and are named where they do not differ there", () => {
    const columns = features.map(sortColumn);
    const known = Uint8Array.of(1, 1, 1, 0);
    expect(rankedBlock(columns, patterns[0], known)).toEqual({
      rows: Uint32Array.of(0, 1, 2),
      place: Int32Array.of(0, 1, 2, -1),
      features: [0],
      flat: [2],
      ranks: Float64Array.of(3, 1.5, 1.5),
    });
    expect(rankedBlock(columns, patterns[1], known)).toMatchObject({
      features: [1, 3],
      ranks: Float64Array.of(1, 2, 2, 1),
    });
    expect(rankedBlock(columns, patterns[1], Uint8Array.of(1, 0, 0, 0))).toMatchObject({
      features: [],
      flat: [1, 3],
    });
  });
});
