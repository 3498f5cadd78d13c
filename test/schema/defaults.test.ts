import { describe, expect, it } from "vitest";
import { completed, problemsIn } from "../../src/schema/check.ts";
import { optional, orDefault, orNull, withDefault } from "../../src/schema/defaults.ts";
import { object } from "../../src/schema/object.ts";
import { union } from "../../src/schema/union.ts";
import { choice, constant, number } from "../../src/schema/values.ts";

const positive = number({ exclusiveMinimum: 0 });
const oneKind = union("type", [object({ type: constant("log") })]);

describe("orNull", () => {
  it("keeps null, and says that it is allowed", () => {
    expect(completed(orNull(positive), null, "x")).toBeNull();
    expect(completed(orNull(positive), 2, "x")).toBe(2);
    expect(problemsIn(orNull(positive), -1, "x")).toEqual([
      "x: found -1, expected null or a number above 0",
    ]);
    expect(problemsIn(orNull(positive), undefined, "x")).toEqual([
      "x: missing, expected null or a number above 0",
    ]);
  });

  it("allows null in JSON Schema of types, choices and unions", () => {
    expect(orNull(positive).json).toEqual({ type: ["number", "null"], exclusiveMinimum: 0 });
    expect(orNull(choice(["a"])).json).toEqual({ enum: ["a", null] });
    expect(orNull(oneKind).json.oneOf).toEqual([
      { type: "null", description: "The default." },
      oneKind.members[0].json,
    ]);
  });
});

describe("withDefault", () => {
  it("takes the default for what is absent, and not for null", () => {
    const schema = withDefault(positive, 5);
    expect(completed(schema, undefined, "x")).toBe(5);
    expect(completed(schema, 1, "x")).toBe(1);
    expect(problemsIn(schema, null, "x")).toEqual(["x: found null, expected a number above 0"]);
    expect(schema.json).toEqual({ type: "number", exclusiveMinimum: 0, default: 5 });
  });

  it("completes its default", () => {
    const schema = withDefault(object({ width: withDefault(positive, 5) }), {});
    expect(completed(schema, undefined, "x")).toEqual({ width: 5 });
  });

  it("allows null where its schema does", () => {
    const schema = withDefault(orNull(positive), 5);
    expect(completed(schema, null, "x")).toBeNull();
    expect(completed(schema, undefined, "x")).toBe(5);
  });
});

describe("orDefault", () => {
  it("takes the default for what is absent or null", () => {
    const schema = orDefault(positive, 5);
    for (const value of [undefined, null]) expect(completed(schema, value, "x")).toBe(5);
    expect(problemsIn(schema, 0, "x")).toEqual(["x: found 0, expected null or a number above 0"]);
    expect(schema.json).toMatchObject({ type: ["number", "null"], default: 5 });
  });
});

describe("optional", () => {
  it("leaves what is absent undefined", () => {
    expect(completed(optional(positive), undefined, "x")).toBeUndefined();
    expect(problemsIn(optional(positive), null, "x")).toEqual([
      "x: found null, expected a number above 0",
    ]);
    expect(optional(positive).json).toEqual(positive.json);
  });
});
