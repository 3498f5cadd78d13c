import { describe, expect, it } from "vitest";
import { outcomeOf, survivalOf } from "../../src/radiogenomics/outcome.ts";

describe("an outcome", () => {
  it("takes what is plain", () => {
    expect(outcomeOf("o", ["wt", "mutant", "", "NA", "wt"])).toEqual({
      name: "o",
      type: "twoGroups",
      groups: ["mutant", "wt"],
      group: Int32Array.of(1, 0, -1, -1, 1),
    });
    expect(outcomeOf("o", [1, 0, null, "1"])).toMatchObject({
      type: "twoGroups",
      groups: ["0", "1"],
    });
    expect(outcomeOf("o", ["c", "a", "b", "a"])).toMatchObject({
      type: "groups",
      groups: ["a", "b", "c"],
    });
    const numbers = Array.from({ length: 12 }, (_, n) => n / 4);
    expect(outcomeOf("o", [...numbers, " ", "[Not Available]"])).toEqual({
      name: "o",
      type: "number",
      values: Float64Array.of(...numbers, Number.NaN, Number.NaN),
    });
  });

  it("takes what is stated", () => {
    expect(outcomeOf("o", [2, 3, 2, 4], "order").type).toBe("order");
    expect(outcomeOf("o", [10, 9, 10, 2], "groups")).toMatchObject({ groups: ["2", "9", "10"] });
    expect(outcomeOf("o", [1, 2, 1], "twoGroups")).toMatchObject({ groups: ["1", "2"] });
  });

  it.each([
    [["", null, "NA"], undefined, "found no value, expected two different ones or more"],
    [["a", "a"], undefined, 'found the value "a" alone, expected two different ones or more'],
    [[0, 1, 2], undefined, "so few numbers may be groups, an order or a number; state the type"],
    [[1, 2], undefined, "so few numbers may be groups"],
    [["2019-04-30", "2020-01-02"], undefined, "dates are no outcome of their own"],
    [["3 Mar 2020", "12 März 2021"], undefined, "dates are no outcome of their own"],
    [["3-Mar-20", "12-Apr-21"], undefined, "dates are no outcome of their own"],
    [
      Array.from({ length: 12 }, (_, day) => 20200301 + day),
      undefined,
      "dates are no outcome of their own",
    ],
    [["1", "b", "c"], undefined, "numbers and text"],
    [Array.from({ length: 30 }, (_, n) => `TCGA-${n}`), undefined, "may be ids or notes"],
    [["1", "x", "2"], "number", 'row 2: found "x", expected a number or nothing'],
    [["a", "b", "c"], "twoGroups", "found 3 different values, expected two"],
  ] as const)("is refused: %j as %s", (cells, type, message) => {
    expect(() => outcomeOf("o", cells, type)).toThrow(message);
  });
});

describe("survival", () => {
  it("has times and events, in the ways that tables write them", () => {
    const events = ["1:DECEASED", "0:LIVING", "yes", "false", ""];
    expect(survivalOf("s", ["3.5", 0, 7, "NA", 2], events)).toEqual({
      name: "s",
      type: "survival",
      time: Float64Array.of(3.5, 0, 7, Number.NaN, 2),
      event: Float64Array.of(1, 0, 1, 0, Number.NaN),
    });
  });

  it("has events as the older files of cBioPortal and TCGA's own write them", () => {
    const happened = ["DECEASED", "Dead", "Recurred/Progressed", "PROGRESSION"];
    const not = ["LIVING", "Alive", "DiseaseFree", "CENSORED"];
    const unknown = ["[Not Applicable]", "[Unknown]", "[Not Evaluated]", "[Discrepancy]"];
    const events = [...happened, ...not, ...unknown];
    expect([
      ...survivalOf(
        "s",
        events.map(() => 1),
        events,
      ).event,
    ]).toEqual([...happened.map(() => 1), ...not.map(() => 0), ...unknown.map(() => Number.NaN)]);
  });

  it("is refused with a negative time, or another event", () => {
    expect(() => survivalOf("s", [-1], [1])).toThrow(
      'row 1: found the time "-1", expected a number from 0',
    );
    expect(() => survivalOf("s", [1, 2], [1, 2])).toThrow(
      'row 2: found the event "2", expected 1 or 0',
    );
  });
});
