import { describe, expect, it } from "vitest";
import { completed, problemsIn } from "../../src/schema/check.ts";
import { optional, withDefault } from "../../src/schema/defaults.ts";
import { isObject, object } from "../../src/schema/object.ts";
import { integer, number } from "../../src/schema/values.ts";

const kernel = object({
  width: number({ exclusiveMinimum: 0 }),
  support: withDefault(integer(), 3),
  offset: optional(number()),
});

describe("object", () => {
  it("fills in defaults, and leaves out what is optional and absent", () => {
    expect(completed(kernel, { width: 2 }, "")).toEqual({ width: 2, support: 3 });
    expect(completed(kernel, { width: 2, offset: 1 }, "")).toEqual({
      width: 2,
      support: 3,
      offset: 1,
    });
  });

  it("names each property that is wrong, by its path", () => {
    expect(problemsIn(kernel, { support: "3" }, "filters[0]")).toEqual([
      "filters[0].width: missing, expected a number above 0",
      'filters[0].support: found "3", expected an integer',
    ]);
  });

  it.each([
    [{ width: 1, suport: 3 }, 'unknown setting "suport": did you mean "support"?'],
    [{ width: 1, q: 3 }, 'unknown setting "q": known here: width, support, offset'],
  ])("refuses the unknown property of %j", (value, problem) => {
    expect(problemsIn(kernel, value, "")).toEqual([problem]);
  });

  it("does not take properties from prototypes", () => {
    const inherited = Object.create({ width: 2 });
    expect(problemsIn(kernel, inherited, "")).toEqual([
      "width: missing, expected a number above 0",
    ]);
    expect(problemsIn(kernel, { width: 1, toString: 1 }, "")).toHaveLength(1);
  });

  it.each([null, [], 3, "a", undefined])("refuses %j", (value) => {
    expect(problemsIn(kernel, value, "x")[0]).toMatch(/^x: .*, expected an object$/);
  });

  it("has a rule, which sees only objects whose properties are valid", () => {
    const seen: unknown[] = [];
    const odd = object(
      { support: withDefault(integer(), 4) },
      {
        rule: (value) => {
          seen.push(value);
          return value.support % 2 === 1 ? null : `support: found ${value.support}, expected odd`;
        },
      },
    );
    expect(problemsIn(odd, {}, "k")).toEqual(["k.support: found 4, expected odd"]);
    expect(problemsIn(odd, { support: 5 }, "k")).toEqual([]);
    expect(problemsIn(odd, { support: "4" }, "k")).toHaveLength(1);
    expect(seen).toEqual([{ support: 4 }, { support: 5 }]);
  });

  it("is JSON Schema that requires what has no default", () => {
    expect(kernel.json).toEqual({
      type: "object",
      properties: {
        width: { type: "number", exclusiveMinimum: 0 },
        support: { type: "integer", default: 3 },
        offset: { type: "number" },
      },
      required: ["width"],
      additionalProperties: false,
    });
  });
});

describe("isObject", () => {
  it("is false for null and arrays", () => {
    expect([{}, { a: 1 }, null, [], 1, "a", undefined].map(isObject)).toEqual([
      ...[true, true, false, false, false, false, false],
    ]);
  });
});
