import type { Watch } from "../base/watch.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { quoted } from "../messages/phrases.ts";
import { completed } from "../schema/check.ts";
import { checkWatch } from "../schema/check-options.ts";
import { checkMask, type Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import type { TriedNumber } from "./cluster-points.ts";
import { fitModel } from "./fit-model.ts";
import { describeHabitats, type Habitat, labelMap } from "./habitat.ts";
import {
  checkModel,
  type HabitatModel,
  type HabitatModelInput,
  nearestHabitats,
} from "./habitat-model.ts";
import { type HabitatMap, type MapValues, mapValues } from "./map-values.ts";
import { type HabitatInput, type HabitatSettings, habitatSchema } from "./settings.ts";

/** The habitats of a region. */
export interface Habitats {
  /** 0 outside the region and where a map has no value, else the number of the habitat, from 1. */
  readonly labels: Volume<Uint8Array>;
  /** In the order of their numbers. */
  readonly habitats: readonly Habitat[];
  /** What says which habitat a voxel belongs to, for other cases. */
  readonly model: HabitatModel;
  /** How voxels were clustered; null where a model of other cases was applied. */
  readonly settings: HabitatSettings | null;
  /** The numbers of habitats that were tried, with all criteria; empty where a model was applied. */
  readonly tried: readonly TriedNumber[];
  readonly notes: readonly Note[];
}

/**
 * Clusters the voxels of a region to habitats by the values of maps in them: k-means over the scaled maps, from starts
 * by k-means++, of a number that is given or chosen by a criterion.
 *
 * A voxel belongs to the habitat whose centre is the nearest. Habitats are numbered by their centres: ascending by the
 * first map, then by the next. A voxel without a finite value in one of the maps belongs to none; a map without
 * variation is left out; notes say so. Equal input and equal seeds give equal habitats.
 *
 * @param maps on the grid of the mask
 * @param mask of 0 and 1
 * @param watch is told the progress by numbers and starts, and can stop it
 * @throws VoxomicsError `invalid-settings`, `invalid-argument`, `invalid-volume`, `invalid-mask`, `geometry-mismatch`;
 *   `empty-mask` if no voxel has a value in each map, `too-small` if fewer voxels differ than habitats are asked for. If
 *   the watch's signal is aborted, the signal's reason is thrown.
 *
 * @example
 * ```ts
 * import { applyFilter } from "voxomics";
 * import { clusterMaps } from "voxomics/habitats";
 *
 * const smooth = applyFilter(image, { type: "mean", support: 3 });
 * const maps = [{ name: "intensity", volume: image }, { name: "mean", volume: smooth }];
 * const { labels, habitats } = clusterMaps(maps, mask, { clusters: [2, 4], criterion: "silhouette" });
 * for (const { label, volume, fraction } of habitats) console.log(label, volume, fraction);
 * console.log(labels.size);
 * ```
 */
export function clusterMaps(
  maps: readonly HabitatMap[],
  mask: Mask,
  settings: HabitatInput = {},
  watch: Watch = {},
): Habitats {
  checkWatch(watch);
  const resolved = completed(habitatSchema, settings, "");
  const region = checkMask(mask);
  const values = mapValues(maps, region);
  const { model, columns, tried, notes } = fitModel(maps, values, resolved, watch);
  return {
    ...assigned(model, region, { ...values, columns }),
    settings: resolved,
    tried,
    notes: [...values.notes, ...notes],
  };
}

/**
 * The habitats of a region by a model that other cases gave: every voxel belongs to the habitat of the nearest centre,
 * its maps scaled as those of the model were. On the case that the model is of, these are the same habitats.
 *
 * @param maps those of the model, by name, in any order
 * @throws VoxomicsError as `clusterMaps` does, and `invalid-argument` for a map of the model that is not there
 *
 * @example
 * ```ts
 * import { applyHabitats, clusterMaps } from "voxomics/habitats";
 *
 * const maps = [{ name: "intensity", volume: image }];
 * const { model } = clusterMaps(maps, mask, { clusters: 3 });
 * const saved = JSON.stringify(model);
 * const { habitats } = applyHabitats(JSON.parse(saved), maps, mask); // in a study: maps of another patient
 * console.log(habitats.map(({ voxels }) => voxels));
 * ```
 */
export function applyHabitats(
  model: HabitatModelInput,
  maps: readonly HabitatMap[],
  mask: Mask,
): Habitats {
  const checked = checkModel(model);
  const region = checkMask(mask);
  const wanted = checked.maps.map(({ name }) => {
    const map = Array.isArray(maps) ? maps.find((one) => one?.name === name) : undefined;
    if (map !== undefined) return map;
    const found = Array.isArray(maps)
      ? maps.map((one) => quoted(String(one?.name))).join(", ")
      : "";
    throw new VoxomicsError(
      "invalid-argument",
      `maps: found ${found || "none"}, expected ${quoted(name)} among them, by which the habitats were found`,
      { what: "maps", found, expected: name },
    );
  });
  const values = mapValues(wanted, region);
  return { ...assigned(checked, region, values), settings: null, tried: [], notes: values.notes };
}

function assigned(model: HabitatModel, mask: Mask, values: MapValues) {
  const found = nearestHabitats(model, values.columns);
  const labels = labelMap(mask, values.voxels, found);
  const names = model.maps.map(({ name }) => name);
  const habitats = describeHabitats(labels, found, values, names, model.centres.length);
  return { labels, habitats, model };
}
