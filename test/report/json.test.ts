import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toJson } from "../../src/report/json.ts";

describe("toJson", () => {
  it("is the same value as JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(toJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("puts short things and records on one line", () => {
    const words = Array.from({ length: 12 }, (_, n) => `a longer word ${n}`);
    const text = toJson({
      spacing: [1, null, 2.5],
      inner: { a: 1, none: {} },
      words,
      gone: undefined,
    });
    expect(text.split("\n").slice(0, 5)).toEqual([
      "{",
      '  "spacing": [1, null, 2.5],',
      '  "inner": { "a": 1, "none": {} },',
      '  "words": [',
      '    "a longer word 0",',
    ]);
    expect(text.endsWith("  ]\n}\n")).toBe(true);
  });
});
