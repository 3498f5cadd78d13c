import maps from "../../ibsi-phantoms/reference/ibsi2-phase1.json" with { type: "json" };
import table from "../../ibsi-phantoms/reference/ibsi2-phase2.json" with { type: "json" };
import { inSteps, type Watch } from "../base/watch.ts";
import { extract } from "../extraction/extract.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import { completeFilter, type FilterInput, filterIdentity } from "../filters/filters.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { completed } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkWatch } from "../schema/check-options.ts";
import { choice } from "../schema/values.ts";
import { isPresetName, resolvePreset } from "../settings/presets.ts";
import type { Volume } from "../volume/volume.ts";
import { checkVolume } from "../volume/volume.ts";
import { compareWithReference } from "./compare.ts";
import type { ImageWithMask } from "./ibsi1.ts";
import { referenceRows } from "./reference.ts";
import type { Benchmark, MapComparison } from "./validation.ts";

/** The reference response maps of IBSI 2 phase 1: the id of each, and the phantom that is filtered. */
export const ibsi2Maps: readonly { readonly id: string; readonly phantom: string }[] = maps.maps;

/**
 * Filters a phantom of IBSI 2 and compares the response map with the reference (Whybra et al., Radiology
 * 2024, doi:10.1148/radiol.231319).
 *
 * @param id of one of `ibsi2Maps`
 * @param phantom the image to filter
 * @param expected the reference response map, on the phantom's grid
 * @throws VoxomicsError `geometry-mismatch` if the two have different numbers of voxels
 *
 * @example
 * ```ts
 * import type { Volume } from "voxomics";
 * import { compareResponseMap } from "voxomics/validate";
 *
 * // `phantom` and `expected`: the phantom and the reference map of the IBSI 2 data set.
 * function check(phantom: Volume, expected: Volume) {
 *   const { deviation, tolerance, agrees } = compareResponseMap("1.a.1", phantom, expected);
 *   console.log(deviation, tolerance, agrees); // fractions of the map's range
 * }
 * console.log(check);
 * ```
 */
export function compareResponseMap(
  id: string,
  phantom: Volume,
  expected: Volume,
  watch: Watch = {},
): MapComparison {
  checkWatch(watch);
  completed(choice(ibsi2Maps.map((map) => map.id)), id, "reference map");
  checkVolume(expected, "reference map");
  const row = maps.maps.find((map) => map.id === id) as (typeof maps.maps)[number];
  const filter = completeFilter(row.filter as FilterInput);
  const { data } = applyFilter(phantom, filter, watch);
  if (data.length !== expected.data.length) {
    throw new VoxomicsError(
      "geometry-mismatch",
      `reference map ${id} has size [${expected.size}], its phantom ${row.phantom} has [${phantom.size}]`,
    );
  }
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let largest = 0;
  for (let v = 0; v < data.length; v++) {
    low = Math.min(low, expected.data[v]);
    high = Math.max(high, expected.data[v]);
    largest = Math.max(largest, Math.abs(data[v] - expected.data[v]));
  }
  const deviation = largest / (high - low);
  const { tolerance } = maps;
  return {
    id,
    phantom: row.phantom,
    filter: filterIdentity(filter),
    deviation,
    tolerance,
    agrees: deviation <= tolerance,
  };
}

/**
 * Measures response maps of the CT phantom under the configurations of IBSI 2 phase 2 and compares the
 * features with the consensus values. Yields a benchmark for each configuration.
 *
 * @param watch progress and cancellation, a step for each configuration
 *
 * @example
 * ```ts
 * import type { Volume } from "voxomics";
 * import { toBenchmarkTable, validateIbsi2 } from "voxomics/validate";
 *
 * // The CT phantom of IBSI 1 with its mask.
 * function check(image: Volume, mask: Volume) {
 *   for (const benchmark of validateIbsi2({ image, mask })) console.log(toBenchmarkTable(benchmark));
 * }
 * console.log(check);
 * ```
 */
export function* validateIbsi2(pair: ImageWithMask, watch: Watch = {}): Generator<Benchmark> {
  checkWatch(watch);
  checkArgument(pair, "pair", { image: "object", mask: "object" });
  const { image, mask } = pair;
  const configs = Object.keys(table.filters);
  const next = inSteps(configs.length, watch);
  for (const config of configs) {
    const name = `ibsi-2-${config.toLowerCase().replace(".", "")}`;
    if (!isPresetName(name)) throw new Error(`no preset ${name}`);
    const { features } = extract(image, mask, resolvePreset(name), next(name));
    yield {
      dataset: "IBSI 2 CT phantom",
      config,
      source: table.source,
      comparisons: compareWithReference(features, referenceRows(table, config)),
    };
  }
}
