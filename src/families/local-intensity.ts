import { once } from "../base/once.ts";
import { inWorkspace, type Workspace } from "../base/workspace.ts";
import type { FeatureTable, UndefinedCase } from "../features/feature.ts";
import { intensityPeak } from "../intensity/intensity-peak.ts";
import { power } from "../math/power.ts";
import type { Region } from "../processing/region.ts";
import type { Mask } from "../volume/mask.ts";
import { type Thickness, thicknessOf } from "../volume/volume.ts";
import { regionFamily } from "./region-family.ts";

/** Radius in mm of a sphere of 1 cm³, over which local intensities are averaged: about 6.2035. */
export const localIntensityRadius = 10 * power(3 / (4 * Math.PI), 1 / 3);

/** What local intensity features are computed from, each when it is first asked for. */
export interface LocalIntensitySummary extends Thickness {
  /**
   * Mean over the sphere around the voxel of the highest intensity; of several such voxels the
   * largest mean.
   */
  readonly localPeak: () => number;
  /** Largest mean over a sphere around any voxel. */
  readonly globalPeak: () => number;
}

/**
 * The intensity peaks of a region whose intensity mask is not empty.
 *
 * Spheres are centred on voxels of the intensity mask and contain voxels outside the mask as well.
 * So the region's grid must extend `localIntensityRadius` beyond the mask, or to the image's
 * border. Voxels beyond the image's border and voxels without a finite intensity are left out of
 * the means. A voxel is in the sphere if its centre is at most the radius away. No centre lies
 * exactly on the sphere, because the radius is not an algebraic number.
 */
export function summariseLocalIntensity({ image, intensityMask }: Region): LocalIntensitySummary {
  const localPeak = once(() =>
    inWorkspace((workspace) =>
      intensityPeak(image, brightest(image.data, intensityMask, workspace), localIntensityRadius),
    ),
  );
  const globalPeak = once(() =>
    intensityPeak(image, intensityMask, localIntensityRadius, localPeak()),
  );
  return { ...thicknessOf(image), localPeak, globalPeak };
}

/** The voxels of a mask that have the highest intensity in it. */
function brightest(intensities: Float64Array, mask: Mask, { bytes }: Workspace): Mask {
  const inside = mask.data;
  let highest = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < inside.length; v++) {
    if (inside[v] !== 0 && intensities[v] > highest) highest = intensities[v];
  }
  const data = bytes(inside.length);
  for (let v = 0; v < data.length; v++) {
    if (inside[v] !== 0 && intensities[v] === highest) data[v] = 1;
  }
  return { ...mask, data };
}

/** In a slice of unknown thickness the volume of a sphere is not known. */
const noThickness: readonly UndefinedCase<LocalIntensitySummary>[] = [
  { reason: "thickness-assumed", when: (s) => s.thicknessAssumed === true },
];

/** Local intensity features (IBSI 9ST6). */
export const localIntensityFeatures = {
  localIntensityPeak: {
    name: "Local intensity peak",
    code: "VJGA",
    tag: "loc_peak_loc",
    unit: "intensity",
    definition:
      "mean of the image over a sphere of 1 cm³ around the voxel of highest intensity; of several the largest",
    undefinedWhen: noThickness,
    value: (s) => s.localPeak(),
  },
  globalIntensityPeak: {
    name: "Global intensity peak",
    code: "0F91",
    tag: "loc_peak_glob",
    unit: "intensity",
    definition: "largest mean of the image over a sphere of 1 cm³ around a voxel",
    undefinedWhen: noThickness,
    value: (s) => s.globalPeak(),
  },
} as const satisfies FeatureTable<LocalIntensitySummary>;

/** Local intensity (IBSI 9ST6). */
export const localIntensity = regionFamily(
  {
    id: "localIntensity",
    name: "Local intensity",
    code: "9ST6",
    tagPrefix: "loc",
    onImage: "by default",
    onResponses: "if named",
    reach: localIntensityRadius,
    lostWithoutThickness: "local intensity",
  },
  {
    features: localIntensityFeatures,
    summarise: ({ region }) => summariseLocalIntensity(region),
  },
);
