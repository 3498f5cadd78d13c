import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneWay, twoWay } from "../../src/reproducibility/analysis-of-variance.ts";
import { judges } from "./published.ts";
import { arbitraryRatings } from "./tables.ts";

/** Mean squares from squared differences of pairs: no mean enters. */
function byPairs(rows: readonly (readonly number[])[]) {
  const pairSum = (values: readonly number[]) => {
    let sum = 0;
    for (let a = 0; a < values.length; a++)
      for (let b = 0; b < a; b++) sum += (values[a] - values[b]) ** 2;
    return sum / values.length;
  };
  const all = rows.flat();
  const within = rows.reduce((sum, row) => sum + pairSum(row), 0);
  const between = pairSum(all) - within;
  return { between: between / (rows.length - 1), within: within / (all.length - rows.length) };
}

/** Mean squares from sample variances and covariances of the columns. */
function byCovariances(rows: readonly (readonly number[])[]) {
  const n = rows.length;
  const k = rows[0].length;
  const column = (j: number) => rows.map((row) => row[j]);
  const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const covariance = (x: readonly number[], y: readonly number[]) => {
    const products = x.map((value, i) => (value - average(x)) * (y[i] - average(y)));
    return products.reduce((a, b) => a + b, 0) / (x.length - 1);
  };
  let variances = 0;
  let covariances = 0;
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++) {
      if (a === b) variances += covariance(column(a), column(a)) / k;
      else covariances += covariance(column(a), column(b)) / (k * (k - 1));
    }
  const means = rows[0].map((_, j) => average(column(j)));
  return {
    betweenSubjects: variances + (k - 1) * covariances,
    error: variances - covariances,
    betweenRaters: n * covariance(means, means),
  };
}

describe("oneWay", () => {
  it("is the sum of squared differences of pairs, whatever the rows' lengths", () => {
    const row = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 6 });
    const rows = fc
      .array(row, { minLength: 2, maxLength: 7 })
      .filter((table) => table.some(({ length }) => length > 1));
    fc.assert(
      fc.property(rows, (table) => {
        const { between, within } = oneWay(table);
        const expected = byPairs(table);
        const scale = 1 + expected.between + expected.within;
        expect(Math.abs(between - expected.between) / scale).toBeLessThan(1e-10);
        expect(Math.abs(within - expected.within) / scale).toBeLessThan(1e-10);
      }),
    );
  });

  it("finds the mean squares that Shrout and Fleiss print", () => {
    const { between, within, dfBetween, dfWithin } = oneWay(judges);
    expect([between, within]).toEqual([expect.closeTo(11.24, 2), expect.closeTo(6.26, 2)]);
    expect([dfBetween, dfWithin]).toEqual([5, 18]);
  });

  it("takes n0 where subjects differ in the number of measurements", () => {
    expect(oneWay([[1, 2, 3], [4], [5, 6]]).repeats).toBeCloseTo((6 - 14 / 6) / 2, 12);
    expect(oneWay(judges).repeats).toBe(4);
  });

  it("is exactly 0 within subjects whose measurements are equal", () => {
    expect(
      oneWay([
        [0.1, 0.1, 0.1],
        [0.7, 0.7, 0.7],
      ]).within,
    ).toBe(0);
  });

  it("holds for values far from 0", () => {
    const far = judges.map((row) => row.map((value) => value + 2 ** 40));
    const { between, within } = oneWay(judges);
    expect(oneWay(far).between).toBeCloseTo(between, 2); // 2^-12 is what a double holds there
    expect(oneWay(far).within).toBeCloseTo(within, 2);
  });
});

describe("twoWay", () => {
  it("follows from the variances and covariances of the columns", () => {
    fc.assert(
      fc.property(arbitraryRatings(), (table) => {
        const found = twoWay(table);
        const expected = byCovariances(table);
        const scale = 1 + expected.betweenSubjects + expected.betweenRaters + expected.error;
        for (const key of ["betweenSubjects", "betweenRaters", "error"] as const)
          expect(Math.abs(found[key] - expected[key]) / scale).toBeLessThan(1e-10);
      }),
    );
  });

  it("finds the mean squares that Shrout and Fleiss print", () => {
    const { betweenSubjects, betweenRaters, error } = twoWay(judges);
    expect(betweenSubjects).toBeCloseTo(11.24, 2);
    expect(betweenRaters).toBeCloseTo(32.49, 2);
    expect(error).toBeCloseTo(1.02, 2);
  });
});
