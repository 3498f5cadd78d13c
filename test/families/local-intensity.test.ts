import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import {
  localIntensityRadius,
  summariseLocalIntensity,
} from "../../src/families/local-intensity.ts";
import { identityDirection, type Vec3 } from "../../src/volume/volume.ts";

const asIs = { resample: null, resegment: null };

describe("local intensity", () => {
  it("averages over 1 cm³", () => {
    expect((4 / 3) * Math.PI * localIntensityRadius ** 3).toBeCloseTo(1000, 9);
    expect(localIntensityRadius).toBeCloseTo(6.2035, 4);
  });

  it("has the values of the IBSI 1 digital phantom (VJGA 2.6, 0F91 3.1)", () => {
    const file = new URL("../../ibsi-phantoms/digital-phantom.json", import.meta.url);
    const { size, spacing, image, mask } = JSON.parse(readFileSync(file, "utf8"));
    const grid = { size, spacing, origin: [0, 0, 0] as Vec3, direction: identityDirection };
    const region = prepareRegion(
      { ...grid, data: Float64Array.from(image) },
      { ...grid, data: Uint8Array.from(mask) },
      asIs,
      localIntensityRadius,
    );
    const { localPeak, globalPeak } = summariseLocalIntensity(region);
    expect(localPeak().toPrecision(2)).toBe("2.6");
    expect(globalPeak().toPrecision(2)).toBe("3.1");
  });

  /** A line of voxels 5 mm apart: a sphere takes in the neighbour on either side. */
  const line = (intensities: number[], inside: number[], kept = inside) => {
    const grid = {
      size: [intensities.length, 1, 1] as Vec3,
      spacing: [5, 5, 5] as Vec3,
      origin: [0, 0, 0] as Vec3,
      direction: identityDirection,
    };
    const { localPeak, globalPeak } = summariseLocalIntensity({
      image: { ...grid, data: Float64Array.from(intensities) },
      morphologicalMask: { ...grid, data: Uint8Array.from(inside) },
      intensityMask: { ...grid, data: Uint8Array.from(kept) },
    });
    return { localPeak: localPeak(), globalPeak: globalPeak() };
  };

  it("takes the best of several maxima, and voxels outside the region into the mean", () => {
    expect(line([9, 3, 0, 3, 30], [1, 1, 1, 1, 0])).toEqual({ localPeak: 6, globalPeak: 11 });
    expect(line([3, 3, 1, 0, 3, 6], [1, 1, 1, 1, 1, 0]).localPeak).toBe(3);
  });

  it("is centred on the voxels that re-segmentation leaves", () => {
    expect(line([0, 3, 30, 0, 6], [1, 1, 1, 1, 1], [1, 1, 0, 1, 0])).toEqual({
      localPeak: 11,
      globalPeak: 12,
    });
  });
});
