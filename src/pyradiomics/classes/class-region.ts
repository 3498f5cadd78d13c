import { once } from "../../base/once.ts";
import { type EqualsBehind, equalsBehind } from "../../matrices/equals-behind.ts";
import type { Dimension } from "../../matrices/neighbourhood.ts";
import { type TextureGrid, textureGrid } from "../../matrices/texture-grid.ts";
import { countLevels, type LevelVolume } from "../../processing/discretise.ts";
import { intensitiesIn, type Mask } from "../../volume/mask.ts";
import type { Volume } from "../../volume/volume.ts";
import { digitise, type LevelRules } from "../levels.ts";
import { turnPlanes } from "./turn-planes.ts";

/** An image and a region, both cut to the region's box, with what feature classes are computed from. */
export interface ClassRegion {
  readonly image: Volume;
  readonly mask: Mask;
  /** The region before re-segmentation, cut to the same box: shape is measured on it. */
  readonly shapeMask: Mask;
  /** The intensities of the region, in the order of its voxels. */
  readonly intensities: () => Float64Array;
  /** The grey levels, with the axis that planes stand on last. */
  readonly levels: () => LevelVolume;
  /** Voxels are compared in planes across the last axis (2), or in space (3). */
  readonly dimension: Dimension;
  /** The grey levels, padded for neighbours up to a distance. */
  readonly grid: (distance: number) => TextureGrid;
  /** Which voxels have the level of those behind them. */
  readonly equals: () => EqualsBehind;
  /** How many grey levels occur in the region; for a kernel, in the region that it is a part of. */
  readonly presentLevels: () => number;
}

/** The settings that a region is made by. */
export interface RegionSettings extends LevelRules {
  readonly force2D: boolean;
  readonly force2Ddimension: number;
}

/** A region for feature classes. */
export function classRegion(
  image: Volume,
  mask: Mask,
  shapeMask: Mask,
  settings: RegionSettings,
): ClassRegion {
  const levels = once(() => digitise(image, mask, settings));
  const present = once(() => countLevels(levels()).filter((voxels) => voxels > 0).length);
  return regionOfLevels({ image, mask, shapeMask }, levels, present, settings);
}

/**
 * A region whose grey levels are known.
 *
 * @param levels with x first, wherever planes lie
 */
export function regionOfLevels(
  volumes: Pick<ClassRegion, "image" | "mask" | "shapeMask">,
  levels: () => LevelVolume,
  presentLevels: () => number,
  { force2D, force2Ddimension }: Pick<RegionSettings, "force2D" | "force2Ddimension">,
): ClassRegion {
  const dimension = force2D ? 2 : 3;
  const turned = once(() => (force2D ? turnPlanes(levels(), force2Ddimension) : levels()));
  const near = once(() => textureGrid(turned(), 1));
  return {
    ...volumes,
    intensities: once(() => intensitiesIn(volumes.image, volumes.mask)),
    levels: turned,
    dimension,
    grid: (distance) => (distance === 1 ? near() : textureGrid(turned(), distance)),
    equals: once(() => equalsBehind(near(), dimension)),
    presentLevels,
  };
}
