import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../src/extraction/extract.ts";
import { standardFamilies } from "../src/families/families.ts";
import type { FeatureValue } from "../src/families/feature-value.ts";
import type { SettingsInput } from "../src/settings/settings.ts";
import { drawn, type Pair } from "./regions.ts";

const settings: SettingsInput = {
  discretise: { method: "fixedBinNumber", bins: 4 },
  intensityVolume: { method: "fixedBinNumber", bins: 10 },
  aggregations: ["3D:mrg", "2D:avg"],
  families: [...standardFamilies, "planarMorphology"],
};

const drawing = drawn(
  [
    ["1442", "3651", "22.4"],
    ["1616", ".431", "5512"],
    ["4.14", "2261", "1133"],
  ],
  [1.5, 2, 3],
);
// with 2 outside the region, and one with negative intensities
const region = withData(drawing, (x) => Math.min(x, 7) % 5);
const shifted = withData(region, (x) => x - 1.75);

function withData({ image, mask }: Pair, value: (x: number) => number): Pair {
  return { mask, image: { ...image, data: Float64Array.from(image.data, value) } };
}

const degrees: Readonly<Record<string, number>> = {
  intensity: 1,
  "intensity²": 2,
  "intensity·mm²": 1,
  "intensity·mm³": 1,
};

/** A value in units of other intensities; powers of 2 in steps, so that none is lost on the way. */
function scaled({ value, unit }: FeatureValue, exponent: number): number | null {
  const degree = degrees[unit ?? ""] ?? 0;
  if (value === null) return null;
  return Array.from({ length: degree }).reduce((x: number) => x * 2 ** exponent, value);
}

/** What is neither as it is at ordinary scale nor says why. */
function silent(pair: Pair, exponent: number): string[] {
  const usual = extract(pair.image, pair.mask, settings).features;
  const { image, mask } = withData(pair, (x) => x * 2 ** exponent);
  return extract(image, mask, settings).features.flatMap((feature, n) => {
    const { name, value, reason } = feature;
    if (value === null && (reason === "power-underflow" || reason === "not-finite")) return [];
    const expected = scaled(usual[n], exponent);
    const near =
      value === expected ||
      (value !== null &&
        expected !== null &&
        Math.abs(value - expected) <= 1e-9 * Math.abs(expected));
    return near && reason === usual[n].reason
      ? []
      : [`${name}: found ${value} (${reason}), expected ${expected} (${usual[n].reason})`];
  });
}

describe("a region of any intensities", () => {
  it("has the values of ordinary ones in their unit, or says that their powers are lost", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(region, shifted),
        fc.integer({ min: -1010, max: 1021 }),
        (pair, exponent) => {
          expect(silent(pair, exponent)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([-664, -531, -500, -334, -251, 498, 664, 996, 1018, 1021])(
    "in units of 2^%i too",
    (exponent) => {
      for (const pair of [region, shifted]) expect(silent(pair, exponent)).toEqual([]);
    },
  );

  it("is of single intensity only where all are equal", () => {
    const reasons = (pair: Pair) =>
      Object.fromEntries(
        extract(pair.image, pair.mask, { families: ["statistics", "morphology"] }).features.map(
          ({ tag, reason, value }) => [tag, reason ?? value],
        ),
      );
    const tiny = reasons(withData(region, (x) => x * 1e-200));
    for (const tag of [
      "stat_var",
      "stat_skew",
      "stat_kurt",
      "stat_cov",
      "stat_energy",
      "stat_rms",
    ]) {
      expect(tiny[tag], tag).toBe("power-underflow");
    }
    const usual = reasons(region);
    const huge = reasons(withData(region, (x) => x * 2 ** 664));
    for (const tag of ["morph_moran_i", "morph_geary_c"]) expect(huge[tag]).toBe(usual[tag]);
    expect(tiny.morph_moran_i).toBeCloseTo(usual.morph_moran_i as number, 12);
    const flat = reasons(withData(region, () => 1e-200));
    expect(flat.stat_skew).toBe("single-intensity");
    expect(flat.stat_kurt).toBe("single-intensity");
    expect(flat.stat_var).toBe(0);
    expect(flat.morph_moran_i).toBe("single-intensity");
  });
});
