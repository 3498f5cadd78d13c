import { describe, expect, it } from "vitest";
import { problemsIn } from "../../src/schema/check.ts";
import { boolean, choice, constant, integer, number, text } from "../../src/schema/values.ts";

const problems = (schema: Parameters<typeof problemsIn>[0], value: unknown) =>
  problemsIn(schema, value, "x");

describe("number", () => {
  const schema = number({ exclusiveMinimum: 0, maximum: 5, description: "A width." });

  it("allows numbers within its limits", () => {
    for (const value of [1e-300, 2.5, 5]) expect(problems(schema, value)).toEqual([]);
    for (const value of [-1e300, 0, 1e300]) expect(problems(number(), value)).toEqual([]);
    expect(problems(number({ minimum: 0 }), 0)).toEqual([]);
  });

  it.each([
    [0, "found 0"],
    [5.5, "found 5.5"],
    [Number.NaN, "found NaN"],
    ["2", 'found "2"'],
    [null, "found null"],
    [undefined, "missing"],
  ])("refuses %s", (value, what) => {
    expect(problems(schema, value)).toEqual([
      `x: ${what}, expected a number above 0 and at most 5`,
    ]);
  });

  it("refuses what is infinite, without limits too", () => {
    expect(problems(number(), Infinity)).toEqual(["x: found Infinity, expected a number"]);
  });

  it("is its limits as JSON Schema", () => {
    expect(schema.json).toEqual({
      type: "number",
      exclusiveMinimum: 0,
      maximum: 5,
      description: "A width.",
    });
  });
});

describe("integer", () => {
  it("refuses fractions", () => {
    expect(problems(integer({ minimum: 1 }), 3)).toEqual([]);
    expect(problems(integer({ minimum: 1 }), 1.5)).toEqual([
      "x: found 1.5, expected an integer at least 1",
    ]);
    expect(integer({ minimum: 1 }).json).toEqual({ type: "integer", minimum: 1 });
  });
});

describe("boolean", () => {
  it("allows true and false alone", () => {
    for (const value of [true, false]) expect(problems(boolean(), value)).toEqual([]);
    expect(problems(boolean(), 0)).toEqual(["x: found 0, expected true or false"]);
    expect(boolean({ description: "A switch." }).json).toEqual({
      type: "boolean",
      description: "A switch.",
    });
  });
});

describe("choice", () => {
  const schema = choice(["linear", "cubic"]);

  it("allows its words, and suggests the one that was meant", () => {
    expect(problems(schema, "cubic")).toEqual([]);
    expect(problems(schema, "Linear")).toEqual([
      'x: found "Linear", expected "linear" or "cubic"; did you mean "linear"?',
    ]);
    expect(schema.json).toEqual({ enum: ["linear", "cubic"] });
  });

  it("tells numbers from their digits", () => {
    expect(problems(choice([2, 3]), 2)).toEqual([]);
    expect(problems(choice([2, 3]), "2")).toEqual(['x: found "2", expected 2 or 3']);
  });

  it("shows examples in place of many words", () => {
    expect(problems(choice(["db1", "db2", "db3"], { examples: ["db2"] }), "x9")).toEqual([
      'x: found "x9", expected a string like "db2"',
    ]);
  });
});

describe("constant", () => {
  it("allows one word", () => {
    expect(problems(constant("log"), "log")).toEqual([]);
    expect(problems(constant("log"), "mean")).toEqual(['x: found "mean", expected "log"']);
    expect(constant("log").json).toEqual({ const: "log" });
  });
});

describe("text", () => {
  it("allows any text without a pattern", () => {
    expect(problems(text(), "")).toEqual([]);
    expect(problems(text(), 1)).toEqual(["x: found 1, expected a string"]);
  });

  it("shows examples in place of its pattern", () => {
    const schema = text({ pattern: "^[LH]{2,3}$", examples: ["LH", "LLH"] });
    expect(problems(schema, "HL")).toEqual([]);
    expect(problems(schema, "L")).toEqual(['x: found "L", expected a string like "LH" or "LLH"']);
    expect(schema.json).toEqual({
      type: "string",
      pattern: "^[LH]{2,3}$",
      examples: ["LH", "LLH"],
    });
  });
});
