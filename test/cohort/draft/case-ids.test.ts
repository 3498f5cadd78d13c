import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseIds } from "../../../src/cohort/draft/case-ids.ts";

const one = (parts: string[], more: (string | null)[] = [], identity = parts.join()) => ({
  parts,
  more,
  identity,
});

describe("caseIds", () => {
  it("are the parts, on one line, where no two are the same", () => {
    expect(caseIds([one(["P1", "CT  chest\n", "GTV"]), one(["P1", "CT", ""])])).toEqual([
      "P1/CT chest/GTV",
      "P1/CT/?",
    ]);
  });

  it("add what tells the same ids apart, and leave the others as they are", () => {
    const ids = caseIds([
      one(["P1", "GTV"], ["2019-04-30", "reader A"]),
      one(["P1", "GTV"], ["2019-06-30", "reader A"]),
      one(["P2", "GTV"], ["2019-04-30", "reader A"]),
      one(["P3", "GTV"], ["2019-04-30", "reader A"]),
      one(["P3", "GTV"], ["2019-04-30", "reader B"]),
    ]);
    expect(ids).toEqual([
      ...["P1/GTV/2019-04-30", "P1/GTV/2019-06-30", "P2/GTV"],
      ...["P3/GTV/reader A", "P3/GTV/reader B"],
    ]);
  });

  it("add a sum where nothing else differs: the first digits of SHA-256", () => {
    // sha256sum of a and b
    expect(caseIds([one(["P", "G"], [null], "a"), one(["P", "G"], [null], "b")])).toEqual([
      "P/G/ca978112",
      "P/G/3e23e816",
    ]);
  });

  it("are different for any cases, and do not depend on their order", () => {
    const text = fc.constantFrom("a", "b", "a/b", "");
    const drafted = fc
      .array(fc.tuple(fc.array(text, { maxLength: 2 }), fc.option(text), fc.option(text)), {
        maxLength: 12,
      })
      .map((all) => all.map(([parts, a, b], n) => one(parts, [a, b], String(n))));
    fc.assert(
      fc.property(drafted, (cases) => {
        const ids = caseIds(cases);
        expect(new Set(ids).size).toBe(cases.length);
        expect([...caseIds([...cases].reverse())].reverse()).toEqual(ids);
      }),
    );
  });
});
