import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { mapFamilies } from "../../src/feature-map/mapped-features.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { arbitraryPair, type Pair } from "../regions.ts";
import { measureEachNeighbourhood, type Neighbourhood } from "./each-neighbourhood.ts";

/** Maps against the features of every neighbourhood on its own. */
function expectMaps({ image, mask }: Pair, input: SettingsInput, kernel: Neighbourhood): void {
  const settings = resolveSettings(input);
  const maps = featureMap(image, mask, { ...kernel, settings: input });
  const expected = measureEachNeighbourhood(image, mask, settings, mapFamilies, kernel);
  const tags = expected.flatMap((values) => [...values.keys()]);
  expect(new Set(maps.map(({ tag }) => tag))).toEqual(new Set(tags));
  for (const { tag, volume } of maps) {
    volume.data.forEach((found, v) => {
      const value = expected[v].get(tag) ?? Number.NaN;
      const close =
        Object.is(found, value) || Math.abs(found - value) <= 1e-9 * Math.max(1, Math.abs(value));
      if (!close) expect.fail(`${tag} at voxel ${v}: found ${found}, expected ${value}`);
    });
  }
}

const kernels = fc.record({
  radius: fc.integer({ min: 1, max: 3 }),
  shape: fc.constantFrom("cubic", "spherical"),
  dimensions: fc.constantFrom(2, 3),
  masked: fc.boolean(),
});

const aggregations = fc.uniqueArray(
  fc.constantFrom("2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg", "3D:avg", "3D:mrg"),
  { minLength: 1, maxLength: 3 },
);

describe("featureMap", () => {
  it("equals the extraction of every neighbourhood on its own", () => {
    fc.assert(
      fc.property(
        arbitraryPair(6, 6),
        kernels,
        aggregations,
        fc.constantFrom(2, 4, 9, 300),
        (pair, kernel, names, bins) => {
          const settings = {
            aggregations: names,
            discretise: { method: "fixedBinNumber", bins },
          } as const;
          expectMaps(pair, settings, kernel as Neighbourhood);
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  });
});
