import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { benjaminiHochberg } from "../../src/radiogenomics/adjust-p.ts";
import { fitCombat, removeBatch } from "../../src/radiogenomics/combat.ts";
import { coxTest } from "../../src/radiogenomics/cox-test.ts";
import { kruskalWallisTest } from "../../src/radiogenomics/kruskal-wallis.ts";
import { leastSquares } from "../../src/radiogenomics/least-squares.ts";
import { linearTest } from "../../src/radiogenomics/linear.ts";
import { logisticTest } from "../../src/radiogenomics/logistic-test.ts";
import type { CombatOptions } from "../../src/radiogenomics/shrunken-effects.ts";
import { partialSpearmanTest, spearmanTest } from "../../src/radiogenomics/spearman.ts";
import type { TestResult } from "../../src/radiogenomics/test-result.ts";
import { wilcoxonTest } from "../../src/radiogenomics/wilcoxon.ts";
import { ranks } from "../../src/reproducibility/correlation.ts";
import { completeRows, lgg, numbersOf } from "./lgg.ts";
import { describeWithTables } from "./shared-tables.ts";

// R's values of the same tests on the same tables: r-values.R writes them, with the versions of its packages
const r: Record<string, Record<string, Record<string, number | null>>> = JSON.parse(
  readFileSync(new URL("r-values.json", import.meta.url), "utf8"),
);
const tail = 0.025;

const outcome = (column: string) => numbersOf(lgg.outcomes, column);
const feature = (column: string) => numbersOf(lgg.features, column);
/** A column of texts as numbers: each by its place among the words; NaN for another word. */
const coded = (column: string, words: readonly string[]) =>
  Float64Array.from(lgg.outcomes, (row) =>
    words.includes(row[column]) ? words.indexOf(row[column]) : Number.NaN,
  );
const wordsIn = (column: string) =>
  [...new Set(lgg.outcomes.map((row) => row[column]).filter((word) => word !== ""))].sort();

const age = outcome("age");
const male = Float64Array.from(coded("gender", ["FEMALE", "MALE"]));
const atrx = coded("ATRX", ["wt", "Mutant"]);
const cluster = coded("RseqCluster", wordsIn("RseqCluster"));
const time = outcome("progressionFreeDays");
const event = outcome("progression");

/** A result as R's script writes it. */
function shown({ interval, ...result }: TestResult): Record<string, unknown> {
  return { ...result, lower: interval?.lower, upper: interval?.upper };
}

/** Compares what R has of each feature with what a test finds. */
function expectLike(block: string, closeness: number, find: (name: string) => TestResult | null) {
  const expected = Object.entries(r[block]);
  expect(expected.length).toBeGreaterThan(3);
  for (const [name, values] of expected) {
    const found = find(name);
    expect(found, name).not.toBeNull();
    const all = shown(found as TestResult);
    for (const [key, value] of Object.entries(values)) {
      const relative = Math.abs(Number(all[key]) / Number(value) - 1);
      expect(relative, `${block} ${name} ${key}: ${all[key]}, R has ${value}`).toBeLessThan(
        closeness,
      );
    }
  }
}

describeWithTables("tests of association are R's", () => {
  it("Spearman's correlation", () => {
    expectLike("spearman", 1e-8, (name) => {
      const [x, y] = completeRows([feature(name), age]);
      return spearmanTest(x, y, tail);
    });
  });

  it("Spearman's correlation of few cases, p over all permutations", () => {
    const rows = [2, 7, 13, 20, 32, 46, 57, 59];
    const size = feature("morphology.Size");
    const y = Float64Array.from(rows, (row, k) => size[row] * (-1) ** (k + 1));
    expectLike("spearmanExact", 1e-8, (name) =>
      spearmanTest(
        Float64Array.from(rows, (row) => feature(name)[row]),
        y,
        tail,
      ),
    );
  });

  it("partial correlation of ranks", () => {
    expectLike("partialSpearman", 1e-8, (name) => {
      const [x, y, a, m] = completeRows([feature(name), outcome("KPS"), age, male]);
      const model = leastSquares([new Float64Array(x.length).fill(1), ranks(a), ranks(m)]);
      return partialSpearmanTest(x, y, model.residuals, 2, tail);
    });
  });

  it("Wilcoxon's rank sum, with DeLong's interval", () => {
    expectLike("wilcoxon", 1e-8, (name) => {
      const [x, group] = completeRows([feature(name), atrx]);
      const of = (one: number) => x.filter((_, row) => group[row] === one);
      return wilcoxonTest(of(0), of(1), tail, false);
    });
  });

  it("Wilcoxon's rank sum over all divisions", () => {
    expectLike("wilcoxonExact", 1e-8, (name) => {
      const untied = feature(name).map((value, row) => value + 1e-6 * (row + 1));
      return wilcoxonTest(untied.subarray(7, 19), untied.subarray(0, 7), tail, true);
    });
  });

  it("Kruskal and Wallis' H", () => {
    expectLike("kruskalWallis", 1e-8, (name) => {
      const [x, group] = completeRows([feature(name), cluster]);
      return kruskalWallisTest(x, Uint32Array.from(group), wordsIn("RseqCluster").length, null);
    });
  });

  it("the F test of groups, given covariates", () => {
    expectLike("linear", 1e-8, (name) => {
      const [x, group, a, m] = completeRows([feature(name), cluster, age, male]);
      const groups = wordsIn("RseqCluster").length;
      const some = [new Float64Array(x.length).fill(1), a, m];
      const indicators = Array.from({ length: groups - 1 }, (_, k) =>
        group.map((its) => (its === k + 1 ? 1 : 0)),
      );
      const full = [...some, ...indicators];
      return linearTest(x, leastSquares(some), leastSquares(full), groups, full.length);
    });
  });

  it("Cox' regression, concordance and proportional hazards, without and with covariates", () => {
    const cox = (name: string, covariates: readonly Float64Array[]) => {
      const [x, t, e, ...rest] = completeRows([feature(name), time, event, ...covariates]);
      return coxTest(x, { time: t, event: Uint8Array.from(e) }, rest, tail);
    };
    expectLike("coxAdjusted", 1e-6, (name) => cox(name, [age, male]));
    // of the same patients
    const known = male.map((value, row) => (Number.isFinite(age[row]) ? value : Number.NaN));
    expectLike("cox", 1e-6, (name) => {
      const [x, t, e] = completeRows([feature(name), time, event, known]);
      return coxTest(x, { time: t, event: Uint8Array.from(e) }, [], tail);
    });
    // times in half years, many of them tied
    const halfYears = time.map((days) => Math.floor(days / 180));
    expectLike("coxTied", 1e-6, (name) => {
      const [x, t, e] = completeRows([feature(name), halfYears, event]);
      return coxTest(x, { time: t, event: Uint8Array.from(e) }, [], tail);
    });
  });

  it("logistic regression", () => {
    expectLike("logistic", 1e-6, (name) => {
      const [x, y, ...rest] = completeRows([feature(name), atrx, age, male]);
      const found = logisticTest(x, Uint8Array.from(y), rest, tail);
      expect(found?.fit).toBe("maximum-likelihood");
      return found;
    });
  });

  it("where a covariate almost is the feature, and no coefficient is small", () => {
    // given age, age and a little of the feature has the test that the feature has; the ratio is one of a millionth
    const part = 1e-6;
    const mixed = (x: Float64Array, a: Float64Array) =>
      a.map((years, row) => years + part * x[row]);
    const its = (block: string, keys: readonly string[], test: (name: string) => object | null) => {
      for (const [name, values] of Object.entries(r[block])) {
        const found: Record<string, unknown> = { ...test(name) };
        for (const key of keys) {
          const relative = Math.abs(Number(found[key]) / Number(values[key]) - 1);
          expect(relative, `${block} ${name} ${key}: ${found[key]}`).toBeLessThan(1e-5);
        }
      }
    };
    its("logistic", ["statistic", "p"], (name) => {
      const [x, y, a, m] = completeRows([feature(name), atrx, age, male]);
      const found = logisticTest(mixed(x, a), Uint8Array.from(y), [a, m], tail);
      expect(found?.fit).toBe("maximum-likelihood");
      return found;
    });
    its("coxAdjusted", ["statistic", "p", "concordance"], (name) => {
      const [x, t, e, a, m] = completeRows([feature(name), time, event, age, male]);
      return coxTest(mixed(x, a), { time: t, event: Uint8Array.from(e) }, [a, m], tail);
    });
  });

  it("Firth's regression of groups that separate, with its profile interval", () => {
    expectLike("firth", 1e-5, (name) => {
      const [all, allAges] = completeRows([feature(name), age]);
      const [x, a] = [all.subarray(0, 14), allAges.subarray(0, 14)];
      const sorted = x.slice().sort();
      const median = (sorted[6] + sorted[7]) / 2;
      const y = Uint8Array.from(x, (value) => (value > median ? 1 : 0));
      const found = logisticTest(x, y, [a], tail);
      expect(found?.fit).toBe("firth");
      return found;
    });
  });

  it("q of Benjamini and Hochberg", () => {
    // R has no p where a score is the same in all patients
    const number = (value: number | null) => value ?? Number.NaN;
    const rows = Object.values(r.benjaminiHochberg);
    const found = benjaminiHochberg(Float64Array.from(rows, ({ p }) => number(p)));
    const expected = rows.map(({ q }) => number(q));
    expect(expected.filter(Number.isFinite).length).toBeGreaterThan(20);
    expected.forEach((q, k) => {
      if (Number.isNaN(q)) expect(found[k]).toBeNaN();
      else expect(Math.abs(found[k] / q - 1)).toBeLessThan(1e-12);
    });
  });

  it("ComBat", () => {
    const names = Object.keys(r["combat.plain"]);
    const grade = coded("grade", wordsIn("grade"));
    const whole = lgg.features.every(Boolean) && names.length > 20;
    expect(whole).toBe(true);
    const every = Object.keys(lgg.features[0])
      .filter((name) => name !== "id")
      .map(feature);
    const rows = [...age.keys()].filter((row) =>
      [age, male, grade, ...every].every((column) => Number.isFinite(column[row])),
    );
    expect(rows.length).toBe(r.combatCases);
    const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
    const features = names.map((name) => pick(feature(name)));
    const batch = Uint32Array.from(pick(grade));
    const kept = [pick(age), pick(male)];
    const runs: Record<string, [CombatOptions, Float64Array[]]> = {
      plain: [{ reference: null, meanOnly: false }, []],
      kept: [{ reference: null, meanOnly: false }, kept],
      meanOnly: [{ reference: null, meanOnly: true }, kept],
      reference: [{ reference: 0, meanOnly: false }, kept],
    };
    for (const [run, [options, covariates]] of Object.entries(runs)) {
      const cases = { batch, batches: wordsIn("grade").length, covariates };
      const estimates = fitCombat(features, cases, options);
      names.forEach((name, k) => {
        const estimate = estimates[k];
        expect(estimate, name).not.toBeNull();
        if (estimate === null) return;
        const after = removeBatch(features[k], estimate, cases, options.reference);
        const moved = after.map((value, row) => value - features[k][row]);
        const scale = features[k].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        for (const [key, value] of Object.entries(r[`combat.${run}`][name])) {
          const found =
            key === "squares"
              ? Math.sqrt(moved.reduce((sum, d) => sum + d ** 2, 0))
              : moved[Number(key) - 1];
          const expected = key === "squares" ? Math.sqrt(Number(value)) : Number(value);
          expect(Math.abs(found - expected) / scale, `${run} ${name} ${key}`).toBeLessThan(1e-10);
        }
      });
    }
  });
});
