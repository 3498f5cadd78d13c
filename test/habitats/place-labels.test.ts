import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeLabels } from "../../src/habitats/place-labels.ts";
import { countVoxels } from "../../src/volume/mask.ts";
import { placeMask } from "../../src/volume/place-mask.ts";
import { fill, gridArbitrary, unitGrid } from "../processing/arbitrary-volumes.ts";

describe("labels on another grid", () => {
  it("lie where masks of the labels lie", () => {
    fc.assert(
      fc.property(gridArbitrary(), gridArbitrary(), (grid, target) => {
        const near = { ...target, origin: grid.origin };
        const { data } = fill(grid, (x, y, z) => (x + 2 * y + z) % 3);
        const placed = placeLabels({ ...grid, data: Uint8Array.from(data) }, near);
        for (const label of [1, 2]) {
          const mask = { ...grid, data: Uint8Array.from(data, (x) => (x === label ? 1 : 0)) };
          const own = placed.data.map((x) => (x === label ? 1 : 0));
          if (countVoxels(mask) === 0 || !own.includes(1)) continue;
          expect(own).toEqual(placeMask(mask, near).mask.data);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are whole numbers that 8 bits can hold", () => {
    const grid = { ...unitGrid([2, 1, 1]) };
    for (const label of [256, -1, 1.5, Number.NaN]) {
      const labels = { ...grid, data: Float64Array.of(0, label) };
      expect(() => placeLabels(labels, grid)).toThrow(
        `labels.data[1]: found ${label}, expected a whole number from 0 to 255`,
      );
    }
  });
});
