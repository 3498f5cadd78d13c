import { inSteps, type Watch } from "../base/watch.ts";
import { distinctNotes } from "../messages/note.ts";
import { gridAfter } from "../processing/resample-grid.ts";
import { completed } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptionNames, checkWatch } from "../schema/check-options.ts";
import type { Volume } from "../volume/volume.ts";
import { type CaseImage, type CaseRegion, caseRegion, type HabitatImage } from "./case-images.ts";
import {
  type AskedOfImages,
  askedMaps,
  type CaseMaps,
  caseMaps,
  type HabitatMapOptions,
  mapReach,
} from "./case-maps.ts";
import { applyHabitats, clusterMaps, type Habitats } from "./cluster-maps.ts";
import { checkModel, type HabitatModelInput } from "./habitat-model.ts";
import { placeLabels } from "./place-labels.ts";
import { type ProcessedCase, processCase } from "./process-case.ts";
import { type HabitatInput, habitatSchema } from "./settings.ts";

/** How much around the region the images of the result show at least, in mm. */
const roomMm = 10;

/** How the habitats of a case are found. */
export interface HabitatOptions extends HabitatMapOptions {
  /** How voxels are clustered. Default: the defaults. */
  readonly clustering?: HabitatInput | undefined;
  /** Centres that other cases gave: voxels go to the nearest of them, and nothing is clustered. */
  readonly model?: HabitatModelInput | undefined;
  /** A mask on the first image's grid that the region is cut to, as in the options of `extract`. */
  readonly within?: Volume | undefined;
  /** Puts images of other grids on the grid of the first, by linear interpolation. Default: they are refused. */
  readonly resampleImages?: boolean | undefined;
}

/** The habitats of a case. */
export interface CaseHabitats extends Habitats {
  /**
   * The images, normalised and resampled as their settings say, on the grid of the labels: the region and what features
   * see around it. Their settings do neither any more.
   */
  readonly images: readonly CaseImage[];
  /** The maps in the box of the region, and the region there before re-segmentation. */
  readonly maps: CaseMaps["maps"];
}

/** A case that was checked: its region, and the maps that are asked for. */
export interface HabitatCase {
  readonly region: CaseRegion;
  readonly asked: AskedOfImages;
  readonly reachMm: number;
}

/**
 * Finds habitats in the region of a case: makes maps of its images, and clusters the region's voxels by them. See
 * `clusterMaps` for how.
 *
 * Images are normalised and resampled, the region is found in the mask and re-segmented, as `extract` does it by the
 * settings of each image; the region is that of the first image. A voxel belongs to a habitat if re-segmentation keeps it
 * in every image.
 *
 * @param images one, or several of one case with a name each
 * @param mask of the first image, as `extract` takes it
 * @param watch is told the progress, and can stop it
 * @throws VoxomicsError as `extract`, `featureMap` and `clusterMaps` do; `geometry-mismatch` for images on different
 *   grids. If the watch's signal is aborted, the signal's reason is thrown.
 *
 * @example
 * ```ts
 * import { findHabitats } from "voxomics/habitats";
 *
 * const settings = { filters: [{ type: "laplacianOfGaussian", sigma: 2 }] } as const;
 * const found = findHabitats([{ image, settings }], mask, { clustering: { clusters: [2, 4], seed: 7 } });
 * for (const { number, silhouette } of found.tried) console.log(number, silhouette);
 * for (const { label, fraction, maps } of found.habitats) console.log(label, fraction, maps.intensity?.mean);
 * ```
 */
export function findHabitats(
  images: readonly HabitatImage[],
  mask: Volume,
  options: HabitatOptions = {},
  watch: Watch = {},
): CaseHabitats {
  checkWatch(watch);
  const one = habitatCase(images, mask, options);
  const next = inSteps(3, watch);
  next("processing");
  const processed = processCase(one.region, null, Math.max(one.reachMm, roomMm));
  const made = caseMaps(processed, one.asked, next("maps"));
  const found = habitatsIn(made, options, next("clusters"));
  return {
    ...found,
    ...onImages(found, processed),
    maps: made.maps,
    notes: distinctNotes([...one.region.notes, ...found.notes]),
  };
}

/**
 * Checks a case and what is asked of it.
 *
 * @throws VoxomicsError as `findHabitats` does before it measures anything
 */
export function habitatCase(
  images: readonly HabitatImage[],
  mask: Volume,
  options: HabitatOptions,
): HabitatCase {
  checkArgument(options, "options", "object");
  const { clustering, model, within, resampleImages, ...maps } = options;
  checkOptionNames(maps, ["maps", "radius", "shape", "dimensions", "masked"]);
  if (model === undefined) completed(habitatSchema, clustering ?? {}, "clustering");
  else checkModel(model);
  const region = caseRegion(images, mask, { within, resampleImages });
  const asked = askedMaps(region.images, maps);
  const [{ image, settings }] = region.images;
  const { spacing } = gridAfter(image, settings.resample);
  return { region, asked, reachMm: mapReach(maps, spacing) };
}

/** The habitats by maps: by a model where there is one, else clustered. */
export function habitatsIn(
  { maps, mask }: CaseMaps,
  { clustering = {}, model }: Pick<HabitatOptions, "clustering" | "model">,
  watch: Watch,
): Habitats {
  return model === undefined
    ? clusterMaps(maps, mask, clustering, watch)
    : applyHabitats(model, maps, mask);
}

/** The labels on the grid of the processed images. */
function onImages({ labels }: Habitats, { images, mask }: ProcessedCase) {
  const placed = placeLabels(labels, mask);
  return { labels: placed, images };
}
