import { describe, expect, it } from "vitest";
import { completed, problemsIn } from "../../src/schema/check.ts";
import { withDefault } from "../../src/schema/defaults.ts";
import { list, tuple } from "../../src/schema/list.ts";
import { object } from "../../src/schema/object.ts";
import { integer, number, text } from "../../src/schema/values.ts";

describe("list", () => {
  it("completes each item", () => {
    const schema = list(object({ size: withDefault(integer(), 3) }));
    expect(completed(schema, [{}, { size: 5 }], "x")).toEqual([{ size: 3 }, { size: 5 }]);
  });

  it("names the item that is wrong", () => {
    expect(problemsIn(list(integer()), [1, "2", 3.5], "x")).toEqual([
      'x[1]: found "2", expected an integer',
      "x[2]: found 3.5, expected an integer",
    ]);
  });

  it.each([
    [{ 0: 1, length: 1 }, "x: found an object, expected an array, each an integer"],
    [null, "x: found null, expected an array, each an integer"],
    [undefined, "x: missing, expected an array, each an integer"],
  ])("refuses %j, which is no array", (value, problem) => {
    expect(problemsIn(list(integer()), value, "x")).toEqual([problem]);
  });

  it("refuses the holes of an array", () => {
    // biome-ignore lint/suspicious/noSparseArray: the hole is what is tested
    expect(problemsIn(list(integer()), [1, , 3], "x")).toEqual([
      "x[1]: missing, expected an integer",
    ]);
  });

  it("refuses fewer items than the least, and an item that is repeated", () => {
    const schema = list(text(), { minItems: 2, uniqueItems: true });
    expect(problemsIn(schema, ["a"], "x")).toEqual([
      "x: found an array of 1, expected one of at least 2",
    ]);
    expect(problemsIn(schema, ["a", "b", "a"], "x")).toEqual([
      'x[2]: found "a" a second time, expected it once',
    ]);
  });

  it("is its items and limits as JSON Schema", () => {
    expect(list(text(), { minItems: 1, uniqueItems: true, description: "Names." }).json).toEqual({
      type: "array",
      items: { type: "string" },
      minItems: 1,
      uniqueItems: true,
      description: "Names.",
    });
    expect(list(integer()).json).toEqual({ type: "array", items: { type: "integer" } });
  });
});

describe("tuple", () => {
  it("has exactly as many items as it says", () => {
    expect(problemsIn(tuple(number(), 3), [1, 2, 3], "x")).toEqual([]);
    for (const value of [
      [1, 2],
      [1, 2, 3, 4],
    ]) {
      expect(problemsIn(tuple(number(), 3), value, "x")).toEqual([
        `x: found an array of ${value.length}, expected one of 3`,
      ]);
    }
    expect(tuple(number(), 2).json).toMatchObject({ minItems: 2, maxItems: 2 });
  });

  it("may want an item of one type", () => {
    const schema = tuple(number(), 2, { contains: { type: "number" } });
    expect(problemsIn(schema, ["a", "b"], "x")[0]).toBe(
      "x: found no number, expected at least one",
    );
    expect(schema.json.contains).toEqual({ type: "number" });
  });
});
