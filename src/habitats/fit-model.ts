import type { Watch } from "../base/watch.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { clusterPoints, type TriedNumber } from "./cluster-points.ts";
import { type HabitatModel, orderedCentres } from "./habitat-model.ts";
import type { HabitatMap } from "./map-values.ts";
import { scaledPoints, scaleOf } from "./scale.ts";
import type { HabitatSettings } from "./settings.ts";

/** Centres that voxels gave. */
export interface FittedModel {
  readonly model: HabitatModel;
  /** The values of the model's maps. */
  readonly columns: readonly Float64Array[];
  readonly tried: readonly TriedNumber[];
  readonly notes: readonly Note[];
}

/**
 * Scales the values of maps, clusters the voxels, and orders the centres.
 *
 * @param columns the values of each map in the voxels
 * @throws VoxomicsError `too-small`, `invalid-settings`
 */
export function fitModel(
  maps: readonly Pick<HabitatMap, "name" | "unit">[],
  values: { readonly columns: readonly Float64Array[] },
  settings: HabitatSettings,
  watch: Watch,
): FittedModel {
  const { kept, columns, notes } = varyingMaps(maps, values.columns);
  const scales = columns.map((column, f) => scaleOf(column, settings.scaling, kept[f].name));
  const { clustering, tried } = clusterPoints(scaledPoints(columns, scales), settings, watch);
  const model: HabitatModel = {
    maps: kept.map(({ name, unit = null }, f) => ({ name, unit, ...scales[f] })),
    scaling: settings.scaling,
    centres: orderedCentres(clustering.centres, scales),
    voxels: columns[0].length,
    cases: 1,
  };
  const restless = tried.filter(({ converged }) => !converged).map(({ number }) => number);
  const unfinished =
    restless.length === 0
      ? []
      : [
          noteOf(
            "clusters-unsettled",
            `${settings.iterations} iterations ended before the centres of ${restless.join(", ")} habitats came to rest: iterations or tolerance in the settings let them`,
            { numbers: restless, iterations: settings.iterations },
          ),
        ];
  return { model, columns, tried, notes: [...notes, ...unfinished] };
}

/**
 * The maps whose values are not all equal; a note names the others.
 *
 * @throws VoxomicsError `too-small` if there is none
 */
function varyingMaps(
  maps: readonly Pick<HabitatMap, "name" | "unit">[],
  columns: readonly Float64Array[],
) {
  const voxels = columns[0];
  const varies = columns.map((column) => column.some((x) => x !== column[0]));
  const kept = maps.filter((_, f) => varies[f]);
  if (kept.length === 0) {
    throw new VoxomicsError(
      "too-small",
      `maps: found the same value in ${voxels.length === 1 ? "the only voxel" : `all ${voxels.length} voxels`} of ${maps.map(({ name }) => name).join(", ")}, expected a map whose values differ`,
      { voxels: voxels.length },
    );
  }
  const notes = maps.flatMap(({ name }, f) =>
    varies[f]
      ? []
      : noteOf(
          "map-constant",
          `map ${name} is ${columns[f][0]} in all voxels of the region, and says nothing of habitats: it was left out`,
          { map: name, value: columns[f][0] },
        ),
  );
  return { kept, columns: columns.filter((_, f) => varies[f]), notes };
}
