import { describe, expect, it } from "vitest";
import { completed, problemsIn } from "../../src/schema/check.ts";
import { withDefault } from "../../src/schema/defaults.ts";
import { object } from "../../src/schema/object.ts";
import { isUnion, union } from "../../src/schema/union.ts";
import { constant, integer, number } from "../../src/schema/values.ts";

const width = object({ method: constant("fixed-width"), width: number() });
const count = object({ method: constant("fixed-count"), bins: withDefault(integer(), 32) });
const schema = union("method", [width, count], { description: "How to discretise." });

describe("union", () => {
  it("completes an object as the member that its tag names", () => {
    expect(completed(schema, { method: "fixed-count" }, "d")).toEqual({
      method: "fixed-count",
      bins: 32,
    });
    expect(schema.memberOf({ method: "fixed-width" })).toBe(width);
    expect(schema.memberOf({})).toBeUndefined();
  });

  it.each([
    [
      { method: "fixed-widht" },
      'd.method: found "fixed-widht", expected "fixed-width" or "fixed-count"; did you mean "fixed-width"?',
    ],
    [{}, 'd.method: missing, expected "fixed-width" or "fixed-count"'],
    [{ method: 1 }, 'd.method: found 1, expected "fixed-width" or "fixed-count"'],
    [
      "fixed-width",
      'd: found "fixed-width", expected an object with method "fixed-width" or "fixed-count"',
    ],
    [{ method: "fixed-width" }, "d.width: missing, expected a number"],
  ])("refuses %j", (value, problem) => {
    expect(problemsIn(schema, value, "d")).toEqual([problem]);
  });

  it("says which member has a property that this one lacks", () => {
    const value = { method: "fixed-width", width: 25, bins: 32 };
    expect(problemsIn(schema, value, "d")).toEqual([
      'd.bins: found with method "fixed-width", expected only with "fixed-count"',
    ]);
  });

  it("refuses a property that no member has, as objects do", () => {
    const value = { method: "fixed-width", width: 25, zebra: 1 };
    expect(problemsIn(schema, value, "d")).toEqual([
      'unknown setting "d.zebra": known here: method, width',
    ]);
  });

  it("is one of its members as JSON Schema", () => {
    expect(schema.json).toEqual({
      description: "How to discretise.",
      oneOf: [width.json, count.json],
    });
  });
});

describe("isUnion", () => {
  it("tells unions from other schemas", () => {
    expect([schema, width, undefined].map(isUnion)).toEqual([true, false, false]);
  });
});
