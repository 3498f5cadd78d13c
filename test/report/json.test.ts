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

  it("puts the records of a list that lies in a record of a list on lines of their own", () => {
    const regions = ["a", "b"].map((name) => ({
      name,
      values: [1, 2].map((value) => ({ value, text: "x".repeat(40) })),
    }));
    expect(toJson({ regions }).split("\n").slice(0, 8)).toEqual([
      "{",
      '  "regions": [',
      "    {",
      '      "name": "a",',
      '      "values": [',
      `        { "value": 1, "text": "${"x".repeat(40)}" },`,
      `        { "value": 2, "text": "${"x".repeat(40)}" }`,
      "      ]",
    ]);
  });
});
