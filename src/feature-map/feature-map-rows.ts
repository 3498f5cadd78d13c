import { VoxomicsError } from "../errors.ts";
import { cutRegion } from "../processing/prepare-region.ts";
import type { Region } from "../processing/region.ts";
import { centredGrid } from "../processing/resampled-grid.ts";
import type { Settings } from "../settings/settings.ts";
import { type Box, boundingBox, boxSize, cropGrid, wholeBox } from "../volume/box.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import { countVoxels, type Mask, toMask } from "../volume/mask.ts";
import { checkVolume, type Grid, gridOf, type Vec3, type Volume } from "../volume/volume.ts";
import { inSteps, type Watch } from "../watch.ts";
import { kernelSteps, reachOf } from "./kernel.ts";
import { type FeatureMapOptions, resolveMapOptions } from "./map-options.ts";
import { type MapSeries, seriesOf } from "./map-series.ts";
import { chooseFeatures, type MapFamilyId, type MappedFeature } from "./mapped-features.ts";
import {
  maskedNeighbourhoods,
  type Neighbourhoods,
  unmaskedNeighbourhoods,
} from "./neighbourhoods.ts";
import { moveWindow, openWindow, type Window } from "./window.ts";
import { padded, type WindowGrid } from "./window-grid.ts";

/** Feature maps that are made row by row. */
export interface FeatureMapRows {
  /** The settings that they are made with, every default spelled out. */
  readonly settings: Settings;
  /** What each map shows. */
  readonly features: readonly MappedFeature[];
  /** The grid of the maps: that of the processed image, or the region's box on it. */
  readonly grid: Grid;
  /** Voxels that get values: those of the intensity mask. */
  readonly voxels: number;
  /** How many values a row has. */
  readonly rowLength: number;
  /** Makes the rows, in the order of memory; those without a voxel of the region are left out. */
  readonly rows: () => Generator<FeatureMapRow, void, undefined>;
}

/** A row of voxels along x in every map. */
export interface FeatureMapRow {
  /** Index of its first voxel on the grid of the maps. */
  readonly start: number;
  /** Its values, for each feature; NaN outside the region. The next row is written over them. */
  readonly values: readonly Float64Array[];
}

/**
 * Feature maps, row by row: what is held at once does not grow with their number beyond one row
 * each. See `featureMap` for what they are.
 *
 * All that the options and the images can be refused for is refused at once; the watch looks on
 * while the rows are made.
 *
 * @throws VoxomicsError as `featureMap` does
 */
export function featureMapRows(
  image: Volume,
  mask: Volume,
  options: FeatureMapOptions = {},
  watch: Watch = {},
): FeatureMapRows {
  const resolved = resolveMapOptions(options);
  const { settings, radius, masked, crop } = resolved;
  const features = chooseFeatures(resolved.features, settings);
  image = checkVolume(image, "image");
  mask = checkVolume(mask, "mask");
  checkSameGrid(image, mask);

  const whole =
    settings.resample === null ? gridOf(image) : centredGrid(image, settings.resample.spacing);
  const margin = masked ? 0 : radius * Math.max(...whole.spacing);
  const region = cutRegion(image, toMask(mask), settings, margin);
  const box = boundingBox(region.intensityMask);
  if (box === null) {
    throw new VoxomicsError("empty-mask", "no voxel of the region is left after re-segmentation");
  }
  const steps = kernelSteps(resolved, region.image.size);
  const neighbourhoods = masked
    ? maskedNeighbourhoods(region, settings)
    : unmaskedNeighbourhoods(region, steps, settings, whole);
  const window = windowGridOf(region.image, neighbourhoods, steps, features);
  const frame = frameOf(region, box, whole, crop);
  return {
    settings,
    features,
    grid: frame.grid,
    voxels: countVoxels(region.intensityMask),
    rowLength: boxSize(box)[0],
    rows: () => makeRows(openWindow(window, steps), frame, features, settings, watch),
  };
}

/** Where rows are taken from and where they go. */
interface Frame {
  /** The voxels that get values, on the region's grid, and their box. */
  readonly centres: Mask;
  readonly box: Box;
  /** The grid of the maps, and the voxel of it at which the region's grid begins. */
  readonly grid: Grid;
  readonly origin: Vec3;
}

function frameOf({ intensityMask, window }: Region, box: Box, whole: Grid, crop: boolean): Frame {
  const centres = intensityMask;
  const origin = (window ?? wholeBox(whole)).min;
  if (!crop) return { centres, box, grid: whole, origin };
  const grid = cropGrid(whole, { min: sum(origin, box.min), max: sum(origin, box.max) });
  return { centres, box, grid, origin: [-box.min[0], -box.min[1], -box.min[2]] };
}

function sum(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function windowGridOf(
  image: Volume<Float64Array>,
  { levels, shape }: Neighbourhoods,
  steps: readonly Vec3[],
  features: readonly MappedFeature[],
): WindowGrid {
  const { size } = image;
  const pad = reachOf(steps);
  const asks = (family: MapFamilyId) => features.some((feature) => feature.family === family);
  return {
    size: [size[0] + 2 * pad[0], size[1] + 2 * pad[1], size[2] + 2 * pad[2]],
    pad,
    levelCount: levels.levels,
    levels: padded(levels.data, size, pad),
    shape: asks("gldzm") ? padded(shape, size, pad) : new Uint8Array(0),
    intensities: asks("statistics") ? padded(image.data, size, pad) : new Float64Array(0),
  };
}

function* makeRows(
  window: Window,
  { centres, box, grid, origin }: Frame,
  features: readonly MappedFeature[],
  settings: Settings,
  watch: Watch,
): Generator<FeatureMapRow, void, undefined> {
  const series = seriesOf(window, features, settings);
  const [length] = boxSize(box);
  const values = features.map(() => new Float64Array(length));
  const rows = rowsIn(centres, box);
  const next = inSteps(rows.length, watch);
  for (const { y, z } of rows) {
    next(`slice ${z + origin[2]}`);
    for (const row of values) row.fill(Number.NaN);
    measureRow(window, series, centres, box, y, z, values);
    const [mx, my] = grid.size;
    const [x0, y0, z0] = sum(origin, [box.min[0], y, z]);
    yield { start: x0 + mx * (y0 + my * z0), values };
  }
}

/** The rows of a mask's box that hold a voxel of it. */
function rowsIn({ data, size: [nx, ny] }: Mask, { min, max }: Box): { y: number; z: number }[] {
  const rows: { y: number; z: number }[] = [];
  for (let z = min[2]; z <= max[2]; z++) {
    for (let y = min[1]; y <= max[1]; y++) {
      const from = nx * (y + ny * z);
      if (data.subarray(from, from + nx).includes(1)) rows.push({ y, z });
    }
  }
  return rows;
}

function measureRow(
  window: Window,
  series: readonly MapSeries[],
  { data, size: [nx, ny] }: Mask,
  { min, max }: Box,
  y: number,
  z: number,
  values: readonly Float64Array[],
): void {
  const {
    size: [mx, my],
    pad: [px, py, pz],
  } = window.grid;
  const from = nx * (y + ny * z);
  const to = px + mx * (y + py + my * (z + pz));
  const follow = (stepped: boolean) => {
    for (const { count } of series) count(stepped);
  };
  for (let x = min[0]; x <= max[0]; x++) {
    if (data[from + x] === 0) continue;
    moveWindow(window, to + x, follow);
    for (const { write } of series) write(values, x - min[0]);
  }
}
