import { inSteps, type Watch } from "../base/watch.ts";
import { nonFiniteNote } from "../extraction/non-finite-note.ts";
import { oneLevelNote, regionNotes } from "../extraction/region-notes.ts";
import { withoutDistance } from "../features/at-distance.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { sliceThicknessAdvice } from "../processing/assumed-thickness.ts";
import { cutRegion } from "../processing/cut-region.ts";
import type { LevelVolume } from "../processing/discretise.ts";
import { imageNormaliser } from "../processing/normalise.ts";
import type { Region } from "../processing/region.ts";
import { usesSplines } from "../processing/resample.ts";
import { centredGrid } from "../processing/resample-grid.ts";
import type { Derivation } from "../regions/derivation.ts";
import { regionIn } from "../regions/region-in.ts";
import { checkWatch } from "../schema/check-options.ts";
import type { Settings } from "../settings/settings.ts";
import { alignMask } from "../volume/align-mask.ts";
import { boundingBox, wholeBox } from "../volume/box.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import {
  checkVolume,
  type Grid,
  gridOf,
  type Identity,
  identityOf,
  thicknessOf,
  type Vec3,
  type Volume,
} from "../volume/volume.ts";
import { kernelOffsets } from "./kernel.ts";
import type { MapFeature } from "./map-features.ts";
import { type MapFrame, mapFrame } from "./map-frame.ts";
import { type FeatureMapOptions, type Neighbourhood, resolveMapOptions } from "./map-options.ts";
import { type MapSeries, seriesOf } from "./map-series.ts";
import { maskedVoxels, unmaskedVoxels } from "./neighbourhood-voxels.ts";
import { moveWindow, openWindow, type Window } from "./window.ts";
import { indexOn, windowGrid } from "./window-grid.ts";

/** Feature maps that are made row by row. */
export interface FeatureMapRows {
  /** The settings that they are made with, every default spelled out. */
  readonly settings: Settings;
  readonly neighbourhood: Neighbourhood;
  /** The feature of each map. */
  readonly features: readonly MapFeature[];
  /** The grid of the maps: that of the processed image, or the region's box on it. */
  readonly grid: Grid & Identity;
  /** Number of voxels that get values: those of the intensity mask. */
  readonly voxels: number;
  /** How the region was made of the mask; absent where the mask was taken as 0 and 1. */
  readonly derivation?: Derivation;
  /** What a reader of the maps has to know. */
  readonly notes: readonly Note[];
  /** Number of rows that `rows` makes. */
  readonly rowCount: number;
  /** Voxels along x in a row. */
  readonly rowLength: number;
  /**
   * Makes the rows, in the order of memory. Rows without a voxel of the region are left out.
   *
   * @param from number of the first row that is made, from 0. Default: 0
   * @param to number of the row before which it ends. Default: `rowCount`
   */
  readonly rows: (from?: number, to?: number) => Generator<FeatureMapRow, void, undefined>;
}

/** A row of voxels along x in every map. */
export interface FeatureMapRow {
  /** Flat index of the row's first voxel on the grid of the maps. */
  readonly start: number;
  /**
   * For each feature `rowLength` values; NaN outside the region. The arrays are used again for the
   * next row: copy what is to be kept.
   */
  readonly values: readonly Float64Array[];
}

/**
 * Feature maps, row by row: memory holds only one row of each map at a time. `featureMap` says how
 * the values are defined.
 *
 * Options and images are checked before this function returns. Progress is told to `watch` while
 * `rows` runs.
 *
 * @throws VoxomicsError as `featureMap` does
 *
 * @example
 * ```ts
 * import { featureMapRows } from "voxomics";
 *
 * const { features, rowLength, rows } = featureMapRows(image, mask, { features: ["stat_mean"] });
 * for (const { start, values } of rows()) {
 *   // values[n]: rowLength values of features[n], from voxel `start` of the grid on
 *   console.log(features[0].tag, start, values[0].slice(0, rowLength));
 * }
 * ```
 */
export function featureMapRows(
  image: Volume,
  mask: Volume,
  options: FeatureMapOptions = {},
  watch: Watch = {},
): FeatureMapRows {
  checkWatch(watch);
  const { settings, features, neighbourhood, crop, within, whiteMatter } =
    resolveMapOptions(options);
  const { radius, masked } = neighbourhood;
  image = checkVolume(image, "image");
  mask = checkVolume(mask, "mask");
  mask = alignMask(mask, image).mask;

  checkThickness(image, features);

  const whole =
    settings.resample === null ? gridOf(image) : centredGrid(image, settings.resample.spacing);
  const margin = masked ? 0 : radius * Math.max(...whole.spacing);
  const given = regionIn(mask, image, settings, within);
  const normalised = imageNormaliser(image, settings.normalise, whiteMatter)(given.mask);
  const region = cutRegion(normalised.image, given.mask, settings, margin, given.box);
  const box = boundingBox(region.intensityMask);
  const excluded = nonFiniteNote(region);
  if (box === null) {
    const why = excluded.map(({ message }) => `: ${message}`).join("");
    throw new VoxomicsError(
      "empty-mask",
      `no voxel of the region is left after re-segmentation${why}`,
    );
  }
  const offsets = kernelOffsets(neighbourhood, region.image.size);
  const voxels = masked
    ? maskedVoxels(region, settings)
    : unmaskedVoxels(region, offsets, settings, whole, () =>
        isMadeBySplines(image, region, settings),
      );
  const grid = windowGrid(region.image, voxels, offsets, features);
  const frame = mapFrame(region, box, whole, crop);
  return {
    settings,
    neighbourhood,
    features,
    grid: { ...frame.grid, ...identityOf(image), ...thicknessOf(image) },
    voxels: countVoxels(region.intensityMask),
    ...(given.derivation === null ? {} : { derivation: given.derivation }),
    notes: [
      ...given.notes,
      ...normalised.notes,
      ...excluded,
      ...voxels.notes,
      ...notesOf(region, voxels.levels, features, settings),
    ],
    rowCount: frame.rows.length,
    rowLength: frame.rowLength,
    rows: (from = 0, to = frame.rows.length) => {
      const part = { ...frame, rows: frame.rows.slice(from, to) };
      return makeRows(openWindow(grid, offsets), part, features, settings, watch);
    },
  };
}

/**
 * Refuses maps of 3D texture of one slice whose thickness was assumed: 3D features have no value
 * there.
 */
function checkThickness({ thicknessAssumed }: Volume, features: readonly MapFeature[]): void {
  const asked =
    thicknessAssumed === true && features.find(({ aggregation }) => aggregation?.startsWith("3D"));
  if (!asked) return;
  throw new VoxomicsError(
    "invalid-settings",
    `aggregations: found ${asked.aggregation} (${asked.tag}), expected 2D or 2.5D: the image is one slice whose thickness was assumed`,
    {
      found: asked.aggregation,
      advice: [{ option: "dimensions", value: "2", does: "maps 2D texture" }, sliceThicknessAdvice],
    },
  );
}

/** Those notes of `extract` that concern the mapped features. */
function notesOf(
  region: Region,
  levels: LevelVolume,
  features: readonly MapFeature[],
  settings: Settings,
): Note[] {
  const families = [...new Set(features.map(({ family }) => family))];
  const aggregations = settings.aggregations.filter((name) =>
    features.some(
      ({ aggregation }) => aggregation !== null && name.startsWith(withoutDistance(aggregation)),
    ),
  );
  const counts = {
    morphologicalVoxels: countVoxels(region.morphologicalMask),
    intensityVoxels: countVoxels(region.intensityMask),
  };
  return [
    ...regionNotes(region, { ...settings, original: true, families, aggregations }, counts),
    ...(families.some((family) => family !== "statistics")
      ? oneLevelNote(levels, region, "original")
      : []),
  ];
}

function isMadeBySplines(image: Grid, { window }: Region, { resample }: Settings): boolean {
  if (resample === null) return false;
  const target = centredGrid(image, resample.spacing);
  return usesSplines(image, target, window ?? wholeBox(target), resample.interpolation);
}

function* makeRows(
  window: Window,
  { centres, rows, rowLength }: MapFrame,
  features: readonly MapFeature[],
  settings: Settings,
  watch: Watch,
): Generator<FeatureMapRow, void, undefined> {
  const series = seriesOf(window, features, settings);
  const values = features.map(() => new Float64Array(rowLength));
  const next = inSteps(rows.length, watch);
  for (const { first, start, slice } of rows) {
    next(`slice ${slice}`);
    for (const row of values) row.fill(Number.NaN);
    measureRow(window, series, centres, first, values);
    yield { start, values };
  }
}

/**
 * Writes the values of those voxels of one row that are in a mask, which is on the region's grid.
 *
 * @param first voxel indices of the start of the row
 * @param values one row for each feature
 */
function measureRow(
  window: Window,
  series: readonly MapSeries[],
  { data, size: [nx, ny] }: Mask,
  first: Vec3,
  values: readonly Float64Array[],
): void {
  const [x, y, z] = first;
  const from = x + nx * (y + ny * z);
  const to = indexOn(window.grid, first);
  const follow = (stepped: boolean) => {
    for (const { count } of series) count(stepped);
  };
  for (let k = 0; k < values[0].length; k++) {
    if (data[from + k] === 0) continue;
    moveWindow(window, to + k, follow);
    for (const { write } of series) write(values, k);
  }
}
