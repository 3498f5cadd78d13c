import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { parseJson } from "../../src/node/parse-json.ts";

describe("parseJson", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toStrictEqual(JSON.parse(text));
      }),
    );
  });

  it("throws what JSON.parse throws", () => {
    for (const text of ["", "{", "[1,]", '"', '"\\', "}", "nul"]) {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    }
  });

  it("reads 64 levels and refuses 65, however many there are", () => {
    const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}1${"}]".repeat(levels / 2)}`;
    expect(JSON.stringify(parseJson(nested(64)))).toBe(nested(64));
    for (const text of [`[${nested(64)}]`, nested(66), "[".repeat(1e6), '{"a":'.repeat(1e5)]) {
      expect(() => parseJson(text)).toThrow(VoxomicsError);
      expect(() => parseJson(text)).toThrow(
        "found lists and objects nested more than 64 deep, expected at most 64 levels",
      );
    }
  });

  it("counts no bracket of a text", () => {
    const text = JSON.stringify(["[".repeat(100), '"\\[{'.repeat(100), { "{{": "]" }]);
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});
