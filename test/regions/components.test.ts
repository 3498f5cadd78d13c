import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { componentsOf } from "../../src/regions/components.ts";
import { separateComponents } from "../../src/regions/separate-components.ts";
import type { Mask } from "../../src/volume/mask.ts";
import { maskOf, unitGrid } from "../processing/arbitrary-volumes.ts";
import { maskArbitrary } from "./arbitrary-masks.ts";
import { bruteComponents } from "./brute-force.ts";

const voxelsIn = ({ data }: Mask) => Array.from(data.keys()).filter((v) => data[v] === 1);

describe("components", () => {
  it("are those that flooding finds, the largest first", () => {
    fc.assert(
      fc.property(maskArbitrary([8, 6, 4]), (mask) => {
        const found = separateComponents(mask);
        expect(found.map(voxelsIn)).toEqual(bruteComponents(mask));
        expect(componentsOf(mask).sizes).toEqual(bruteComponents(mask).map((one) => one.length));
      }),
      { numRuns: 300 },
    );
  });

  it("are connected by faces, edges and corners, and not past the end of a row", () => {
    const corner = maskOf(unitGrid([2, 2, 2]), (x, y, z) => x === y && y === z);
    expect(separateComponents(corner)).toHaveLength(1);
    const ends = maskOf(unitGrid([4, 2, 1]), (x, y) => (y === 0 ? x === 3 : x === 0));
    expect(separateComponents(ends)).toHaveLength(2);
    const gap = maskOf(unitGrid([3, 1, 1]), (x) => x !== 1);
    expect(separateComponents(gap)).toHaveLength(2);
    expect(separateComponents(maskOf(unitGrid([3, 1, 1]), () => false))).toEqual([]);
  });
});
