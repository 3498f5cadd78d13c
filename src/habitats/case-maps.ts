import { inSteps, type Watch } from "../base/watch.ts";
import { prepareRegion } from "../extraction/prepare-region.ts";
import { featureMap } from "../feature-map/feature-map.ts";
import { type FeatureMapOptions, listMapFeatures } from "../feature-map/map-options.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import { filterIdentity } from "../filters/filters.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Region } from "../processing/region.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Settings } from "../settings/settings.ts";
import { type Box, boundingBox, crop } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import { gridOf, type Volume } from "../volume/volume.ts";
import { type CaseImage, ofImage } from "./case-images.ts";
import type { HabitatMap } from "./map-values.ts";
import type { ProcessedCase } from "./process-case.ts";

/** The maps that habitats are found by. */
export interface HabitatMapOptions {
  /**
   * `intensity`: the image's own intensities; `filters`: the response of each filter of the settings; else a feature's
   * tag, its family and name, or a family, as `featureMap` takes them. `PET:` in front asks it of that image alone,
   * without it of each image. Default: `intensity` and `filters`.
   */
  readonly maps?: readonly string[] | undefined;
  /** Neighbourhoods of feature maps, as `featureMap` takes them. */
  readonly radius?: FeatureMapOptions["radius"];
  readonly shape?: FeatureMapOptions["shape"];
  readonly dimensions?: FeatureMapOptions["dimensions"];
  readonly masked?: FeatureMapOptions["masked"];
}

/** The maps of one image. */
interface AskedMaps {
  readonly intensity: boolean;
  readonly filters: boolean;
  /** What `featureMap` is asked for; null for no feature map. */
  readonly features: FeatureMapOptions | null;
}

/** The maps that are asked of each image, in the order of the images. */
export type AskedOfImages = readonly AskedMaps[];

/**
 * The maps that options ask of each image.
 *
 * @throws VoxomicsError `invalid-settings` for a map that there is not, naming it; `invalid-argument`
 */
export function askedMaps(
  images: readonly Pick<CaseImage, "name" | "settings">[],
  { maps, ...neighbourhood }: HabitatMapOptions,
): AskedOfImages {
  if (maps !== undefined) checkArgument(maps, "maps", "array");
  const words = maps ?? ["intensity", ...(images.some(hasFilters) ? ["filters"] : [])];
  if (words.length === 0) throw refuse("maps: found none, expected at least one");
  for (const [n, word] of words.entries()) checkArgument(word, `maps[${n}]`, "text");
  listMapFeatures({ ...neighbourhood, features: ["stat_mean"] }); // checks the neighbourhood where no map has one too
  const names = images.map(({ name }) => name).filter((name) => name !== "");
  return images.map((image) => {
    const own = words.flatMap((word, at) => {
      const [name] = word.split(":");
      if (!word.includes(":") || !names.includes(name)) return [{ word, at }];
      return name === image.name ? [{ word: word.slice(name.length + 1), at }] : [];
    });
    const isAsked = (what: string) => own.some(({ word }) => word === what);
    if (maps !== undefined && isAsked("filters") && !hasFilters(image)) {
      const of = image.name === "" ? "" : ` of image ${image.name}`;
      throw refuse(
        `maps: found "filters" and no filter in the settings${of}, expected filters there`,
      );
    }
    const features = own.filter(({ word }) => word !== "intensity" && word !== "filters");
    return {
      intensity: isAsked("intensity"),
      filters: isAsked("filters"),
      features:
        features.length === 0 ? null : featureOptions(features, image.settings, neighbourhood),
    };
  });
}

function hasFilters({ settings }: Pick<CaseImage, "settings">): boolean {
  return settings.filters.length > 0;
}

function refuse(problem: string): VoxomicsError {
  return new VoxomicsError("invalid-settings", problem, { problems: [problem] });
}

/** The options of feature maps; each word is checked by itself, so that an error names its place. */
function featureOptions(
  words: readonly { readonly word: string; readonly at: number }[],
  { filters: _, ...settings }: Settings,
  neighbourhood: Omit<HabitatMapOptions, "maps">,
): FeatureMapOptions {
  const given = { ...settings, mask: null, normalise: null, resample: null };
  const options = { settings: given, ...neighbourhood, crop: true };
  for (const { word, at } of words) {
    try {
      listMapFeatures({ ...options, features: [word] });
    } catch (error) {
      if (!(error instanceof VoxomicsError)) throw error;
      const message = error.message.replace(/^features\[0\]: /, `maps[${at}]: `);
      const hint = message.startsWith("maps") ? "; or intensity or filters" : "";
      throw new VoxomicsError(error.code, `${message}${hint}`, error.details);
    }
  }
  return { ...options, features: words.map(({ word }) => word) };
}

/** How far beyond the region maps look that no setting knows of, in mm: neighbourhoods that are not masked. */
export function mapReach(
  { masked = true, radius = 1 }: HabitatMapOptions,
  spacing: readonly number[],
): number {
  return masked ? 0 : radius * Math.max(...spacing);
}

/** The maps of a case in the box of its region, and the region there. */
export interface CaseMaps {
  readonly maps: readonly HabitatMap[];
  /** The region before re-segmentation. */
  readonly mask: Mask;
}

/**
 * Makes the maps of a case, on the grid of the region's box. A map has no value where re-segmentation of its image left
 * voxels out.
 *
 * @throws VoxomicsError as `featureMap` and `applyFilter` do
 */
export function caseMaps(
  { images, mask }: ProcessedCase,
  asked: AskedOfImages,
  watch: Watch = {},
): CaseMaps {
  const box = boundingBox(mask) as Box; // a mask that is empty was refused
  const next = inSteps(images.length, watch);
  const maps = images.flatMap((image, n) => {
    const parts = next(image.name === "" ? "maps" : `maps of ${image.name}`);
    return ofImage(image.name, () => mapsOf(image, mask, box, asked[n], parts));
  });
  return { maps, mask: crop(mask, box) };
}

function mapsOf(
  { name, image, settings }: CaseImage,
  mask: Mask,
  box: Box,
  { intensity, filters, features }: AskedMaps,
  watch: Watch,
): HabitatMap[] {
  const responses = filters ? settings.filters : [];
  const next = inSteps(responses.length + (features === null ? 0 : 1), watch);
  const titled = (what: string) => (name === "" ? what : `${name}:${what}`);
  const { resegment, nonFinite } = settings;
  const region = prepareRegion(image, mask, { resegment, nonFinite });
  const maps: HabitatMap[] = [];
  if (intensity) maps.push({ name: titled("intensity"), volume: within(region, region.image) });
  for (const filter of responses) {
    const identity = filterIdentity(filter);
    const response = applyFilter(image, filter, next(identity), nonFinite);
    maps.push({ name: titled(identity), volume: within(region, crop(response, box)) });
  }
  if (features === null) return maps;
  const parts = next("feature maps");
  if (boundingBox(region.intensityMask) === null) {
    const none = within(region, region.image); // it has no value at all
    return [
      ...maps,
      ...listMapFeatures(features).map(({ tag, unit }) => ({
        name: titled(tag),
        volume: none,
        unit,
      })),
    ];
  }
  for (const { tag, unit, volume } of featureMap(image, mask, features, parts)) {
    maps.push({ name: titled(tag), volume: inRegion(region, volume), unit });
  }
  return maps;
}

/** Values in the voxels of the intensity mask, NaN elsewhere. */
function within({ intensityMask: { data } }: Region, { data: values, ...grid }: Volume) {
  const kept = Float64Array.from(values, (x, v) => (data[v] === 0 ? Number.NaN : x));
  return { ...gridOf(grid), data: kept };
}

/** A map of the intensity mask's box on the grid of the region. */
function inRegion({ intensityMask }: Region, map: Volume): Volume {
  const { min } = boundingBox(intensityMask) as Box;
  const [nx, ny] = intensityMask.size;
  const [mx, my, mz] = map.size;
  const data = new Float64Array(intensityMask.data.length).fill(Number.NaN);
  for (let z = 0; z < mz; z++) {
    for (let y = 0; y < my; y++) {
      const from = mx * (y + my * z);
      const to = min[0] + nx * (min[1] + y + ny * (min[2] + z));
      data.set(map.data.subarray(from, from + mx) as Float64Array, to);
    }
  }
  return { ...gridOf(intensityMask), data };
}
