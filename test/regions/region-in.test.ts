import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { asItIs } from "../../src/regions/mask-settings.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";

const grid = {
  size: [4, 3, 2],
  spacing: [1, 1, 1],
  origin: [0, 0, 0],
  direction: identityDirection,
} as const;
const image: Volume = { ...grid, data: Float32Array.from({ length: 24 }, (_, n) => (n * 7) % 11) };
const fractions: Volume = { ...grid, data: Float64Array.from({ length: 24 }, (_, n) => n / 23) };
const half: Volume = { ...grid, data: Uint8Array.from(fractions.data, (f) => Number(f >= 0.5)) };

describe("the setting mask.threshold", () => {
  const settings = { resample: { spacing: [0.7, 0.7, 0.7] } } as const;

  it("makes a region of fractions before the mask is interpolated", () => {
    const found = extract(image, fractions, { ...settings, mask: { threshold: 0.5 } });
    expect(found.features).toEqual(extract(image, half, settings).features);
    expect(found.settings.mask).toEqual({ ...asItIs, threshold: 0.5 });
    const options = { features: ["stat_mean"] };
    const map = featureMap(image, fractions, {
      ...options,
      settings: { mask: { threshold: 0.5 } },
    });
    expect(map).toEqual(featureMap(image, half, options));
  });

  it("is null by default: a mask holds 0 and 1", () => {
    expect(extract(image, half).settings.mask).toBeNull();
    expect(() => extract(image, fractions)).toThrow(/mask must hold 0 and 1 only/);
  });

  it("is refused where it is not above 0, or reached by no voxel", () => {
    const wrong = (mask: unknown) => () => extract(image, half, { mask } as never);
    expect(wrong({ threshold: 0 })).toThrow(
      /mask\.threshold: found 0, expected null or a number above 0/,
    );
    expect(wrong({ thresholds: 1 })).toThrow(/did you mean "mask\.threshold"/);
    expect(() => extract(image, fractions, { mask: { threshold: 2 } })).toThrow(/the largest is 1/);
  });
});
