import { describe, expect, it } from "vitest";
import type { MeasurementTable } from "../../src/reproducibility/measurement-table.ts";
import { programDifferences } from "../../src/reproducibility/program-differences.ts";

const design = { type: "programs", subject: "who", program: "by" } as const;

function tableOf(
  features: Record<string, readonly number[]>,
  by = ["ours", "theirs"],
): MeasurementTable {
  const rows = Object.values(features)[0].length;
  const label = (of: (row: number) => string) => Array.from({ length: rows }, (_, row) => of(row));
  return {
    rows,
    labels: { who: label((row) => `p${row >> 1}`), by: label((row) => by[row % by.length]) },
    features: Object.fromEntries(
      Object.entries(features).map(([name, values]) => [name, Float64Array.from(values)]),
    ),
  };
}

describe("programDifferences", () => {
  it("are those worked out by hand", () => {
    // means of 2, 4 and 6: a spread of 2
    const [one] = programDifferences(tableOf({ a: [2, 2, 3.5, 4.5, 6.25, 5.75] }), design);
    expect(one).toEqual({
      feature: "a",
      subjects: 3,
      mean: (0 - 1 + 0.5) / 3,
      largest: -1,
      largestOf: "p1",
      spread: 2,
      meanInSpreads: -0.5 / 3 / 2,
      largestInSpreads: 0.5,
    });
  });

  it("leave out subjects of which a program has no value", () => {
    const [some, none] = programDifferences(
      tableOf({
        some: [1, 1, Number.NaN, 5, 3, 3.5, Infinity, 2],
        none: [1, Number.NaN, 2, Number.NaN, 3, Number.NaN, 4, Number.NaN],
      }),
      design,
    );
    expect(some).toMatchObject({ subjects: 2, largest: -0.5, largestOf: "p2" });
    expect(none).toMatchObject({ subjects: 0, mean: null, largest: null, largestInSpreads: null });
  });

  it("are 0 where values are equal, and have no unit where subjects do not differ", () => {
    const [equal, flat] = programDifferences(
      tableOf({ equal: [3, 3, 3, 3], flat: [2, 4, 2, 4] }),
      design,
    );
    expect(equal).toMatchObject({ largest: 0, largestOf: null, spread: 0, largestInSpreads: 0 });
    expect(flat).toMatchObject({ largest: -2, spread: 0, meanInSpreads: null });
  });

  it("refuse what is not two programs", () => {
    const three = {
      ...tableOf({ a: [1, 2, 3] }),
      labels: { who: ["p", "p", "p"], by: ["x", "y", "z"] },
    };
    expect(() => programDifferences(three, design)).toThrow(
      'columns "by": found 3 programs, "x", "y", "z", expected two; the design "raters" compares more',
    );
    expect(() => programDifferences(tableOf({ a: [1] }, ["x"]), design)).toThrow(
      'found 1 program, "x", expected two',
    );
  });
});
