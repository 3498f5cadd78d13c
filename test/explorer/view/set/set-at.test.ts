import { describe, expect, it } from "vitest";
import { pathText, setAt, valueAt } from "../../../../src/explorer/view/set/set-at.ts";

describe("setting a value", () => {
  it("makes the objects that lead to it, and leaves the given settings alone", () => {
    const given = { distance: 1 };
    expect(setAt<object>(given, ["resample", "spacing"], [1, 1, 1])).toEqual({
      distance: 1,
      resample: { spacing: [1, 1, 1] },
    });
    expect(given).toEqual({ distance: 1 });
  });

  it("keeps the order of keys", () => {
    const set = setAt<object>({ a: 1, b: { c: 2, d: 3 }, e: 4 }, ["b", "c"], 9);
    expect(JSON.stringify(set)).toBe('{"a":1,"b":{"c":9,"d":3},"e":4}');
  });

  it("reaches into lists", () => {
    const given = { filters: [{ type: "mean", support: 3 }, { type: "square" }] };
    expect(setAt<object>(given, ["filters", 0, "support"], 5)).toEqual({
      filters: [{ type: "mean", support: 5 }, { type: "square" }],
    });
  });

  it("to undefined takes it away, with objects that are then empty", () => {
    expect(setAt<object>({ a: { b: { c: 1 } }, d: 2 }, ["a", "b", "c"], undefined)).toEqual({
      d: 2,
    });
    expect(setAt<object>({ a: { b: 1, c: 2 } }, ["a", "b"], undefined)).toEqual({ a: { c: 2 } });
    expect(setAt<object>({ a: 1 }, ["b"], undefined)).toEqual({ a: 1 });
  });

  it("to an empty object keeps it", () => {
    expect(setAt<object>({}, ["resegment"], {})).toEqual({ resegment: {} });
  });
});

describe("a path", () => {
  it("is written as the library writes it", () => {
    expect(pathText(["filters", 0, "of", "sigma"])).toBe("filters[0].of.sigma");
  });

  it("leads to a value, or to none", () => {
    expect(valueAt({ a: [{ b: 1 }] }, ["a", 0, "b"])).toBe(1);
    expect(valueAt({ a: null }, ["a", "b"])).toBeUndefined();
  });
});
