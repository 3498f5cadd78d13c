import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correlationMatrix, ranks } from "../../src/reproducibility/correlation.ts";

const of = (...values: number[]) => Float64Array.from(values);

/** Covariance over the root of variances, by squared differences of all pairs of rows. */
function byPairs(x: Float64Array, y: Float64Array): number {
  let [xx, yy, xy] = [0, 0, 0];
  for (let a = 0; a < x.length; a++)
    for (let b = 0; b < a; b++) {
      xx += (x[a] - x[b]) ** 2;
      yy += (y[a] - y[b]) ** 2;
      xy += (x[a] - x[b]) * (y[a] - y[b]);
    }
  return xy / Math.sqrt(xx * yy);
}

describe("ranks", () => {
  it("share their mean among equal values", () => {
    expect([...ranks(of(30, 10, 20, 20, 20, 5))]).toEqual([6, 2, 4, 4, 4, 1]);
  });

  it("are the number of smaller values and half the equal ones", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (values) => {
        const expected = values.map(
          (x) =>
            values.filter((y) => y < x).length + (values.filter((y) => y === x).length + 1) / 2,
        );
        expect([...ranks(of(...values))]).toEqual(expected);
      }),
    );
  });
});

describe("correlationMatrix", () => {
  it("is Pearson's correlation", () => {
    const column = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(column, column, (a, b) => {
        fc.pre(new Set(a).size > 1 && new Set(b).size > 1);
        const [x, y] = [of(...a), of(...b)];
        const [[, r]] = correlationMatrix([x, y], "pearson");
        expect(r).toBeCloseTo(byPairs(x, y), 12);
        const [[, rho]] = correlationMatrix([x, y], "spearman");
        expect(rho).toBeCloseTo(byPairs(ranks(x), ranks(y)), 12);
      }),
    );
  });

  it("is Spearman's 1 - 6 Σ d² / (n³ - n) without equal values", () => {
    const [[, rho]] = correlationMatrix([of(1, 2, 3, 4, 5), of(2, 1, 4, 3, 5)], "spearman");
    expect(rho).toBeCloseTo(1 - (6 * 4) / 120, 14);
  });

  it("looks at the rows in which both have a value", () => {
    const x = of(1, 2, Number.NaN, 4, 9);
    const y = of(3, 1, 7, Number.NaN, 2);
    const [[, r], [back]] = correlationMatrix([x, y], "pearson");
    expect(r).toBeCloseTo(byPairs(of(1, 2, 9), of(3, 1, 2)), 14);
    expect(back).toBe(r);
  });

  it("has no value for a constant, and stays within 1", () => {
    const [[, none, line]] = correlationMatrix(
      [of(0.1, 0.2, 0.3), of(0.1, 0.1, 0.1), of(0.3, 0.6, 0.9)],
      "pearson",
    );
    expect(none).toBeNaN();
    expect(line).toBeLessThanOrEqual(1);
    expect(line).toBeCloseTo(1, 14);
  });

  it("holds for values as large and small as doubles go", () => {
    const [[, r]] = correlationMatrix(
      [of(1e300, 2e300, 4e300), of(1e-300, 2e-300, 4e-300)],
      "pearson",
    );
    expect(r).toBeCloseTo(1, 12);
  });
});
