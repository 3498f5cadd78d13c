import { once } from "../base/once.ts";
import type { MeasuredRegion } from "../families/measured-region.ts";
import { borderDistance } from "../matrices/border-distance.ts";
import { equalsBehind } from "../matrices/equals-behind.ts";
import type { Dimension } from "../matrices/neighbourhood.ts";
import { textureGrid } from "../matrices/texture-grid.ts";
import { labelZones } from "../matrices/zones.ts";
import type { DiscretiseSettings, LevelVolume } from "../processing/discretise.ts";
import { levelsIn } from "../processing/discretise.ts";
import type { Region } from "../processing/region.ts";
import { axesOfPlane } from "../processing/slice-plane.ts";
import type { Settings } from "../settings/settings.ts";
import { countVoxels, intensitiesIn, type Mask } from "../volume/mask.ts";
import { permuteAxes } from "../volume/permute-axes.ts";

/** A processed region of which nothing is made yet. */
export function measuredRegion(region: Region, settings: Settings): MeasuredRegion {
  const { image, intensityMask, morphologicalMask } = region;
  const voxels = once(() => countVoxels(intensityMask));
  const intensities = once(() => intensitiesIn(image, intensityMask));
  const levels = once(() => levelsIn(image, intensityMask, withRangeMinimum(settings)));
  const { plane } = settings;
  const nearest = Math.min(...[settings.distance].flat());
  const inSlices = <V extends LevelVolume | Mask>(volume: V): V =>
    permuteAxes(volume, axesOfPlane[plane]);
  const gridsWithin = oncePerDistance((distance) => {
    const inSpace = once(() => textureGrid(levels(), distance));
    return oncePerDimension((dimension) =>
      dimension === 3 || plane === "xy" ? inSpace() : textureGrid(inSlices(levels()), distance),
    );
  });
  const grid = (dimension: Dimension, distance = nearest) => gridsWithin(distance)(dimension);
  const equals = oncePerDimension((dimension) => equalsBehind(grid(dimension), dimension));
  return {
    region,
    voxels,
    intensities,
    levels,
    grid,
    equals,
    zones: oncePerDimension((dimension) =>
      labelZones(grid(dimension), dimension, equals(dimension)),
    ),
    borderDistance: oncePerDimension((dimension) =>
      dimension === 3 || plane === "xy"
        ? borderDistance(morphologicalMask, dimension)
        : borderDistance(inSlices(morphologicalMask), dimension),
    ),
  };
}

/** Bins of a fixed size start at the re-segmentation range, where there is one (IBSI Q3RU). */
function withRangeMinimum({ discretise: method, resegment }: Settings): DiscretiseSettings {
  if (method.method !== "fixedBinSize") return method;
  return { ...method, minimum: method.minimum ?? resegment?.range?.[0] ?? null };
}

function oncePerDistance<T>(make: (distance: number) => T): (distance: number) => T {
  const made = new Map<number, T>();
  return (distance) => {
    const before = made.get(distance);
    if (before !== undefined) return before;
    const now = make(distance);
    made.set(distance, now);
    return now;
  };
}

function oncePerDimension<T>(make: (dimension: Dimension) => T): (dimension: Dimension) => T {
  const made = { 2: once(() => make(2)), 3: once(() => make(3)) };
  return (dimension) => made[dimension]();
}
