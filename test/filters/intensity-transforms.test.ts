import { describe, expect, it } from "vitest";
import { deviation, respond, volume } from "./volumes.ts";

const image = volume([5, 1, 1], (x) => [-4, -1, 0, 2, 9][x]);

describe("intensity transforms, as PyRadiomics documents them", () => {
  it.each([
    ["square", [16 / 9, 1 / 9, 0, 4 / 9, 9]],
    ["squareRoot", [-6, -3, 0, Math.sqrt(18), 9]],
    [
      "logarithm",
      [-Math.log(5), -Math.log(2), 0, Math.log(3), Math.log(10)].map((x) => (9 * x) / Math.log(10)),
    ],
    ["exponential", [9 ** (-4 / 9), 9 ** (-1 / 9), 1, 9 ** (2 / 9), 9]],
  ] as const)("%s", (type, expected) => {
    expect(deviation(respond(image, { type }).data, expected)).toBeLessThan(1e-14);
  });

  it("of an image of zeros", () => {
    const zeros = volume([2, 1, 1], () => 0);
    for (const type of ["square", "squareRoot", "logarithm"] as const) {
      expect([...respond(zeros, { type }).data]).toEqual([0, 0]);
    }
    expect([...respond(zeros, { type: "exponential" }).data]).toEqual([1, 1]);
  });

  it("keep what is not finite to itself", () => {
    const spoilt = volume([4, 1, 1], (x) => [Number.NaN, Number.POSITIVE_INFINITY, 1, -3][x]);
    expect([...respond(spoilt, { type: "square" }).data].slice(2)).toEqual([1 / 3, 3]);
    expect(respond(spoilt, { type: "squareRoot" }).data[0]).toBeNaN();
  });
});
