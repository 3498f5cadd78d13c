import { Matrix, solve } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { selectQuantiles } from "../../src/math/quantile.ts";
import { randomStream, uniformAt } from "../../src/math/random.ts";
import { associate } from "../../src/radiogenomics/associate.ts";
import { covariateOf, outcomeOf } from "../../src/radiogenomics/outcome.ts";
import { partialEtaInterval } from "../../src/radiogenomics/partial-eta-interval.ts";

const n = 40;
const noise = randomStream(8, "noise");
const column = (of: (row: number) => number) =>
  Float64Array.from({ length: n }, (_, row) => of(row));
const age = column((row) => 50 + 20 * uniformAt(noise, row));
const stage = column((row) => (row % 5 < 2 ? 1 : 0));
const group = Uint32Array.from({ length: n }, (_, row) => row % 3);
const x = column((row) => 1000 + age[row] / 9 + group[row] / 2 + 2 * uniformAt(noise, 100 + row));

/** Sum of squares that columns leave of values, by the normal equations. */
function left(values: readonly number[], columns: readonly (readonly number[])[]): number {
  const design = new Matrix(columns.map((its) => [...its])).transpose();
  const y = Matrix.columnVector([...values]);
  const turned = design.transpose();
  const fitted = design.mmul(solve(turned.mmul(design), turned.mmul(y)));
  return Matrix.sub(y, fitted)
    .to1DArray()
    .reduce((sum, value) => sum + value ** 2, 0);
}

describe("the interval of partial eta squared", () => {
  const stream = randomStream(3, "bootstrap");

  it("has the percentiles of samples of the cases, by another way to solve", () => {
    const samples = 200;
    const etas = Array.from({ length: samples }, (_, sample) => {
      const rows = Array.from({ length: n }, (_, k) =>
        Math.floor(uniformAt(stream, sample * n + k) * n),
      );
      const pick = (of: (row: number) => number) => rows.map(of);
      // without its offset, which would cost the normal equations their digits
      const some = [pick(() => 1), pick((row) => age[row] - 60), pick((row) => stage[row])];
      const indicators = [1, 2].map((its) => pick((row) => +(group[row] === its)));
      const values = pick((row) => x[row] - 1000);
      const [before, after] = [left(values, some), left(values, [...some, ...indicators])];
      return (before - after) / before;
    });
    const [lower, upper] = selectQuantiles(Float64Array.from(etas), [0.025, 0.975]);
    const found = partialEtaInterval(x, [age, stage], group, 3, { samples, stream, tail: 0.025 });
    expect(found?.lower).toBeCloseTo(lower, 10);
    expect(found?.upper).toBeCloseTo(upper, 10);
    expect(lower).toBeGreaterThan(0);
  });

  it("takes what follows from others, and groups that a sample lacks, for nothing", () => {
    const options = { samples: 60, stream, tail: 0.1 };
    const plain = partialEtaInterval(x, [age], group, 3, options);
    const twice = partialEtaInterval(x, [age, age.map((value) => 3 - value)], group, 3, options);
    const empty = partialEtaInterval(
      x,
      [age],
      group.map((its) => its + 1),
      5,
      options,
    );
    for (const found of [twice, empty]) {
      expect(found?.lower).toBeCloseTo(plain?.lower ?? Number.NaN, 9);
      expect(found?.upper).toBeCloseTo(plain?.upper ?? Number.NaN, 9);
    }
  });

  it("is none where covariates explain all", () => {
    const line = age.map((value) => 2 * value + 1);
    expect(
      partialEtaInterval(line, [age], group, 3, { samples: 20, stream, tail: 0.1 }),
    ).toBeNull();
  });

  it("is that of the effect of the linear model, by the seed, and left out without samples", () => {
    const outcome = outcomeOf(
      "group",
      Array.from(group, (its) => `g${its}`),
    );
    const adjust = [covariateOf("age", [...age], "number")];
    const options = { adjust, seed: 3, bootstrap: 100 };
    const [row] = associate({ x }, [outcome], options);
    const found = partialEtaInterval(x, [age], group, 3, {
      samples: 100,
      stream,
      tail: (1 - 0.95) / 2,
    });
    expect({ lower: row.lower, upper: row.upper }).toEqual(found);
    expect(row).toMatchObject({ test: "linear", effectName: "partial eta squared" });
    expect(row.effect).toBeGreaterThan(row.lower ?? 1);
    expect(row.effect).toBeLessThan(row.upper ?? 0);
    const [without] = associate({ x }, [outcome], { adjust, bootstrap: 0 });
    expect(without).toMatchObject({ lower: null, upper: null, p: row.p });
  });
});
