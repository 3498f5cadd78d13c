import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyData, freezeData, isSameData, notPlain } from "../../src/base/plain-data.ts";

const arbitraryData = fc.anything({ withNullPrototype: false, maxDepth: 3 });

describe("copyData", () => {
  it("gives data that are equal and share no object", () => {
    fc.assert(
      fc.property(arbitraryData, (data) => {
        const copy = copyData(data);
        expect(copy).toStrictEqual(data);
        if (typeof data === "object" && data !== null) expect(copy).not.toBe(data);
      }),
    );
  });

  it("keeps a property called __proto__ a property", () => {
    const data = JSON.parse('{"__proto__": {"width": 1}}');
    const copy = copyData(data) as object;
    expect(Object.keys(copy)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });

  it("takes nothing but plain data, wherever it lies", () => {
    class Settings {
      width = 1;
    }
    const hidden = Object.defineProperty({ width: 1 }, "bins", { value: 2, enumerable: false });
    const cycle: { of?: unknown } = {};
    cycle.of = [cycle];
    const others = [() => 1, new Settings(), new Map(), new Float64Array(1), hidden, cycle];
    for (const other of others) {
      expect([other, [other], { a: { b: other } }].map((data) => copyData(data))).toEqual([
        notPlain,
        notPlain,
        notPlain,
      ]);
    }
  });
});

describe("isSameData", () => {
  it("knows a copy from the copy of other data", () => {
    fc.assert(
      fc.property(arbitraryData, arbitraryData, (a, b) => {
        expect(isSameData(a, copyData(a))).toBe(true);
        let equal = true;
        try {
          expect(a).toStrictEqual(b);
        } catch {
          equal = false;
        }
        if (!equal) expect(isSameData(a, copyData(b))).toBe(false);
      }),
    );
  });

  it.each([
    ["another number", { a: [1, { b: 2 }] }],
    ["a number as text", { a: [1, { b: "1" }] }],
    ["one more item", { a: [1, { b: 1 }, 1] }],
    ["one more property", { a: [1, { b: 1, c: 1 }] }],
    ["one more property that is undefined", { a: [1, { b: 1, c: undefined }] }],
    ["a property less", { a: [1, {}] }],
    ["a property of another name", { a: [1, { c: 1 }] }],
    ["an array as an object", { a: { 0: 1, 1: { b: 1 } } }],
    ["null", { a: null }],
    ["a hidden property", Object.defineProperty({ a: [1, { b: 1 }] }, "c", { value: 1 })],
    ["an instance of a class", Object.assign(new (class {})(), { a: [1, { b: 1 }] })],
  ])("finds %s", (_, changed) => {
    const copy = copyData({ a: [1, { b: 1 }] });
    expect(isSameData({ a: [1, { b: 1 }] }, copy)).toBe(true);
    expect(isSameData(changed, copy)).toBe(false);
  });
});

describe("freezeData", () => {
  it("freezes all parts", () => {
    const data = freezeData({ a: [1, { b: { c: [2] } }] });
    const b = data.a[1] as { b: { c: number[] } };
    expect([data, data.a, b, b.b, b.b.c].every(Object.isFrozen)).toBe(true);
  });
});
