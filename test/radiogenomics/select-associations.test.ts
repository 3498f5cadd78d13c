import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream, uniformAt } from "../../src/math/random.ts";
import { associate } from "../../src/radiogenomics/associate.ts";
import { countAssociations } from "../../src/radiogenomics/association-counts.ts";
import {
  covariateOf,
  type Outcome,
  outcomeOf,
  survivalOf,
} from "../../src/radiogenomics/outcome.ts";
import {
  type AssociationSelection,
  selectAssociations,
} from "../../src/radiogenomics/select-associations.ts";

const stream = randomStream(21, "noise");
let drawn = 0;
const uniform = () => uniformAt(stream, drawn++);
const numbers = (cases: number, value: (row: number) => number) =>
  Float64Array.from({ length: cases }, (_, row) => value(row));
/** NaN in the place of a part of values. */
const holes = (values: Float64Array, part: number) =>
  values.map((value) => (uniform() < part ? Number.NaN : value));

/** Features with and without missing values and ties, some of which go with each other. */
function tableOf(cases: number): Record<string, Float64Array> {
  const first = numbers(cases, uniform);
  return {
    first,
    near: first.map((value) => value + uniform() / 3),
    tied: first.map((value) => Math.round(4 * value + 3 * uniform())),
    gaps: holes(first, 0.2),
    others: holes(numbers(cases, uniform), 0.2),
    noise: numbers(cases, uniform),
    more: numbers(cases, uniform),
    few: holes(first, 0.9),
    flat: new Float64Array(cases).fill(3),
  };
}

function outcomesOf(cases: number, { first }: Record<string, Float64Array>): Outcome[] {
  const genes = Array.from({ length: 12 }, (_, k) => {
    const strong = k % 3 === 0 ? 1 : 0;
    const values = first.map((value) => strong * value + uniform());
    const rounded = k % 4 === 1 ? values.map((value) => Math.round(3 * value)) : values;
    return {
      name: `gene ${k}`,
      type: "number",
      values: k < 6 ? rounded : holes(rounded, 0.15),
    } as const;
  });
  const words = (of: (row: number) => string | null) =>
    Array.from({ length: cases }, (_, row) => of(row));
  return [
    ...genes,
    outcomeOf(
      "two",
      words((row) => (first[row] + uniform() / 2 > 0.7 ? "b" : "a")),
    ),
    outcomeOf(
      "gaps",
      words((row) => (uniform() < 0.1 ? null : first[row] > 0.4 ? "b" : "a")),
    ),
    outcomeOf(
      "rare",
      words((row) => (row < 3 ? "b" : "a")),
    ),
    outcomeOf(
      "three",
      words((row) => "abc"[Math.floor(3 * Math.min(0.99, first[row]))]),
    ),
    survivalOf(
      "survival",
      [...first.map((value) => 9 - value)],
      words((row) => String(row % 2)),
    ),
    { name: "constant", type: "number", values: new Float64Array(cases).fill(1) },
    { name: "order", type: "order", values: first.map((value) => Math.round(5 * value)) },
  ];
}

/** The selection that rows of all associations give. */
function selectionOf(
  features: Record<string, Float64Array>,
  outcomes: readonly Outcome[],
  { qBelow, ...options }: Parameters<typeof selectAssociations>[2],
): AssociationSelection {
  const rows = associate(features, outcomes, options);
  return {
    associations: rows.filter(({ q, qAll }) => (q ?? 1) < qBelow || (qAll ?? 1) < qBelow),
    counts: countAssociations(rows, outcomes),
  };
}

/** q that are the same but for 1e-12 of them, all else the same to the last bit. */
function expectSame(found: AssociationSelection, expected: AssociationSelection): void {
  const near = (value: number | null) =>
    value === null
      ? null
      : expect.closeTo(value, 12 - Math.ceil(Math.log10(Math.max(value, 1e-12))));
  expect(found.counts).toEqual(expected.counts);
  expect(found.associations).toEqual(
    expected.associations.map((row) => ({ ...row, q: near(row.q), qAll: near(row.qAll) })),
  );
}

describe("selected associations", () => {
  const cases = 60;
  const features = tableOf(cases);
  const outcomes = outcomesOf(cases, features);

  it.each([0.001, 0.05, 0.3, 0.9])("below %s are the rows of all", (qBelow) => {
    const options = { qBelow, bootstrap: 20, volume: features.noise };
    const expected = selectionOf(features, outcomes, options);
    expectSame(selectAssociations(features, outcomes, options), expected);
    expect(expected.associations.length).toBeGreaterThan(10);
    expect(associate(features, outcomes, options)).toHaveLength(expected.associations.length);
  });

  it.each([
    ["with covariates", { adjust: [covariateOf("age", [...numbers(cases, uniform)], "number")] }],
    ["with counted p", { exact: true }],
    ["with permutations", { permutations: 5 }],
  ])("%s are the rows of all", (_, more) => {
    const options = { qBelow: 0.1, bootstrap: 0, ...more };
    expectSame(
      selectAssociations(features, outcomes, options),
      selectionOf(features, outcomes, options),
    );
  });

  it("of any few cases, with any ties, are the rows of all", () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: 4 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constant(Number.NaN),
    );
    const column = fc
      .array(value, { minLength: 14, maxLength: 14 })
      .map((its) => Float64Array.from(its));
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 6 }),
        fc.array(column, { minLength: 1, maxLength: 4 }),
        (xs, ys) => {
          const some = Object.fromEntries(xs.map((x, k) => [`f${k}`, x]));
          const genes = ys.map((values, k) => ({ name: `g${k}`, type: "number", values }) as const);
          const options = { qBelow: 0.5 };
          expectSame(selectAssociations(some, genes, options), selectionOf(some, genes, options));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("tell of their progress, outcome by outcome, and end when they are stopped", () => {
    const seen: string[] = [];
    const stop = new AbortController();
    const genes = outcomes.slice(0, 6);
    selectAssociations(features, genes, {
      qBelow: 0.05,
      onProgress: ({ done, total, stage }) => seen.push(`${done}/${total} ${stage}`),
    });
    expect(seen[0]).toBe("0/7 gene 0");
    expect(seen.at(-1)).toBe("6/7 q over all");
    expect(() =>
      selectAssociations(features, genes, {
        qBelow: 0.05,
        signal: stop.signal,
        onProgress: ({ done }) => done === 3 && stop.abort(),
      }),
    ).toThrow(expect.objectContaining({ name: "AbortError" }));
  });

  it.each([
    [{ qBelow: 0 }, "qBelow: found 0, expected a number above 0, at most 1"],
    [{ qBelow: 2 }, "qBelow: found 2"],
  ])("are refused with %j", (options, message) => {
    expect(() => selectAssociations(features, outcomes, options)).toThrow(message);
  });

  it("are refused with permutations of more than a million tests", () => {
    const flat = new Float64Array(1);
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, k) => [`f${k}`, flat]));
    const genes = Array.from(
      { length: 1000 },
      (_, k) => ({ name: `g${k}`, type: "number", values: flat }) as const,
    );
    const message =
      "permutations: found 10, expected 0: each permutation repeats all of 1001000 tests, expected at most 1000000";
    expect(() => associate(many, genes, { permutations: 10 })).toThrow(message);
    expect(() => selectAssociations(many, genes, { permutations: 10, qBelow: 0.05 })).toThrow(
      message,
    );
  });
});
