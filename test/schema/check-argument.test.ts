import { describe, expect, it } from "vitest";
import { checkArgument } from "../../src/schema/check-argument.ts";

type Shape = Parameters<typeof checkArgument>[2];

const check = (value: unknown, shape: Shape) => () => checkArgument(value, "image", shape);

describe("checkArgument", () => {
  it.each<[Shape, unknown]>([
    ["object", {}],
    ["array", []],
    ["numbers", [1, 2.5]],
    ["numbers", Float32Array.of(1)],
    ["numbers", []],
    ["vector", [1, 2, 3]],
    ["vector", Float64Array.of(1, 2, 3)],
    ["view", new Uint8Array(0)],
    ["text", ""],
    ["number", 0],
    [
      { size: "vector", data: "view" },
      { size: [1, 1, 1], data: new Uint8Array(1), more: 1 },
    ],
  ])("takes as %j what is one", (shape, value) => {
    expect(check(value, shape)).not.toThrow();
  });

  it.each<[Shape, unknown, string]>([
    ["object", null, "image: found null, expected an object"],
    ["object", [], "image: found an array, expected an object"],
    ["object", new Uint8Array(1), "image: found an object, expected an object"],
    ["array", { length: 0 }, "image: found an object, expected an array"],
    ["numbers", [1, Number.NaN], "image: found an array, expected an array of finite numbers"],
    ["numbers", ["1"], "image: found an array, expected an array of finite numbers"],
    ["vector", [1, 2], "image: found an array, expected three finite numbers"],
    ["vector", undefined, "image: found undefined, expected three finite numbers"],
    ["view", new DataView(new ArrayBuffer(1)), "image: found an object, expected a typed array"],
    ["text", 1, "image: found 1, expected a text"],
    ["number", Infinity, "image: found Infinity, expected a number"],
    ["number", "1", 'image: found "1", expected a number'],
    [{ size: "vector" }, 7, "image: found 7, expected an object"],
    [{ size: "vector" }, {}, "image.size: found undefined, expected three finite numbers"],
  ])("refuses as %j what is none", (shape, value, message) => {
    expect(check(value, shape)).toThrow(
      expect.objectContaining({ code: "invalid-argument", message }),
    );
  });

  it("names the argument in the details", () => {
    try {
      checkArgument({ size: 1 }, "mask", { size: "vector" });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: "invalid-argument", details: { what: "mask.size" } });
    }
  });
});
