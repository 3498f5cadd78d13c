import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestAssignment } from "../../src/habitats/assignment.ts";

/** The highest sum of all assignments. */
function highest(
  gains: readonly (readonly number[])[],
  row = 0,
  taken: readonly number[] = [],
): number {
  if (row === gains.length) return 0;
  return Math.max(
    ...gains.map((_, c) =>
      taken.includes(c)
        ? Number.NEGATIVE_INFINITY
        : gains[row][c] + highest(gains, row + 1, [...taken, c]),
    ),
  );
}

describe("the best assignment", () => {
  it("has the highest sum of all", () => {
    const square = fc.integer({ min: 1, max: 6 }).chain((n) =>
      fc.array(fc.array(fc.nat(30), { minLength: n, maxLength: n }), {
        minLength: n,
        maxLength: n,
      }),
    );
    fc.assert(
      fc.property(square, (gains) => {
        const columns = bestAssignment(gains);
        expect([...columns].sort((a, b) => a - b)).toEqual(gains.map((_, n) => n));
        expect(columns.reduce((sum, c, r) => sum + gains[r][c], 0)).toBe(highest(gains));
      }),
      { numRuns: 300 },
    );
  });

  it("gives up the largest overlap where the sum asks for it", () => {
    expect(bestAssignment([[10, 9], [9, 0]])).toEqual([1, 0]); // biome-ignore format: a matrix
  });
});
