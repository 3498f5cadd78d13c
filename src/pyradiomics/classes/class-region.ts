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
  const { force2D, force2Ddimension } = settings;
  const dimension = force2D ? 2 : 3;
  const levels = once(() => {
    const made = digitise(image, mask, settings);
    return force2D ? turnPlanes(made, force2Ddimension) : made;
  });
  const near = once(() => textureGrid(levels(), 1));
  return {
    image,
    mask,
    shapeMask,
    intensities: once(() => intensitiesIn(image, mask)),
    levels,
    dimension,
    grid: (distance) => (distance === 1 ? near() : textureGrid(levels(), distance)),
    equals: once(() => equalsBehind(near(), dimension)),
  };
}

/** How many grey levels occur in a region. */
export function presentLevels({ levels }: ClassRegion): number {
  return countLevels(levels()).filter((voxels) => voxels > 0).length;
}
