import table from "../../ibsi-phantoms/reference/ibsi1.json" with { type: "json" };
import { inSteps, type Watch } from "../base/watch.ts";
import { extract } from "../extraction/extract.ts";
import { completed } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkWatch } from "../schema/check-options.ts";
import { choice } from "../schema/values.ts";
import { type PresetName, resolvePreset } from "../settings/presets.ts";
import type { Volume } from "../volume/volume.ts";
import { compareWithReference } from "./compare.ts";
import { referenceRows } from "./reference.ts";
import type { Benchmark } from "./validation.ts";

/** An image and its mask. */
export interface ImageWithMask {
  readonly image: Volume;
  readonly mask: Volume;
}

interface Ibsi1Dataset {
  readonly name: string;
  /** Configurations of the reference table, each with the preset that measures it. */
  readonly configs: Readonly<Record<string, PresetName>>;
}

/** The data sets that IBSI 1 has consensus values for. */
export const ibsi1Datasets = {
  digitalPhantom: { name: "IBSI 1 digital phantom", configs: { none: "ibsi-digital-phantom" } },
  ctPhantom: {
    name: "IBSI 1 CT phantom",
    configs: { A: "ibsi-1a", B: "ibsi-1b", C: "ibsi-1c", D: "ibsi-1d", E: "ibsi-1e" },
  },
} as const satisfies Record<string, Ibsi1Dataset>;

/**
 * Measures a data set of IBSI 1 under each of its configurations and compares the features with the
 * consensus values (Zwanenburg et al., Radiology 2020, doi:10.1148/radiol.2020191145). Yields a benchmark
 * for each configuration.
 *
 * @param pair image and mask as published; the CT phantom's intensities are whole numbers in HU
 * @param watch progress and cancellation, a step for each configuration
 *
 * @example
 * ```ts
 * import { allAgree, digitalPhantom, validateIbsi1 } from "voxomics/validate";
 *
 * const benchmarks = [...validateIbsi1("digitalPhantom", digitalPhantom())];
 * allAgree({ benchmarks, maps: [] }); // true
 * ```
 */
export function* validateIbsi1(
  dataset: keyof typeof ibsi1Datasets,
  pair: ImageWithMask,
  watch: Watch = {},
): Generator<Benchmark> {
  checkWatch(watch);
  completed(choice(Object.keys(ibsi1Datasets)), dataset, "dataset");
  checkArgument(pair, "pair", { image: "object", mask: "object" });
  const { image, mask } = pair;
  const { name, configs }: Ibsi1Dataset = ibsi1Datasets[dataset];
  const next = inSteps(Object.keys(configs).length, watch);
  for (const [config, presetName] of Object.entries(configs)) {
    const { features } = extract(image, mask, resolvePreset(presetName), next(presetName));
    yield {
      dataset: name,
      config,
      source: table.source,
      comparisons: compareWithReference(features, referenceRows(table, config)),
    };
  }
}
