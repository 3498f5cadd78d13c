import { copyData } from "../base/plain-data.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import type { ExtractOptions, RegionOutcome } from "./extraction.ts";
import { joinParts } from "./join-parts.ts";
import { wholePart } from "./plan.ts";
import { rememberedPlan } from "./remembered-plan.ts";
import { runPart } from "./run-part.ts";

/**
 * Extracts the features of many regions of one image, each as `extract` does, to the last bit. (A
 * filter that is applied by Fourier transform may round otherwise, where its kernel sees more voxels
 * around all regions than the image has.)
 *
 * Regions that lie close share the interpolation of the image around them and the responses of
 * filters. A region that is refused leaves the others alone.
 *
 * @param masks 0 and 1 on the image's grid, in any order of its voxels, or functions that make them.
 *   These functions are called one at a time, and of each mask only the box of its region and what
 *   its features look at around it are kept; a VoxomicsError that they throw is their region's error.
 * @returns what came of the masks, in their order
 * @throws VoxomicsError as `extract` does for settings and image, `invalid-argument` for masks that
 *   are no array; the signal's reason if that is aborted.
 *
 * @example
 * ```ts
 * import { extractRegions, listLabels, selectLabel } from "voxomics";
 *
 * const numbers = listLabels(labels).map(({ label }) => label);
 * // functions: one mask at a time is in memory
 * const outcomes = extractRegions(image, numbers.map((label) => () => selectLabel(labels, label)));
 * outcomes.forEach(({ extraction, error }, n) => {
 *   console.log(numbers[n], error === null ? extraction.features.length : error.message);
 * });
 * ```
 */
export function extractRegions(
  image: Volume,
  masks: readonly (Volume | (() => Volume))[],
  settings: SettingsInput = {},
  watch: ExtractOptions = {},
): RegionOutcome[] {
  checkExtractOptions(watch);
  const { within = null, whiteMatter = null, ...steps } = watch;
  const ofOne = rememberedPlan(settings);
  const checked = checkVolume(image, "image");
  checkArgument(masks, "masks", "array");
  const plan = { ...ofOne, regions: masks.length };
  const source = { image: checked, masks, within, whiteMatter };
  const found = runPart(plan, wholePart(plan), source, steps);
  const resolved = copyData(plan.settings) as Settings; // the plan is used again
  return joinParts({ ...plan, settings: resolved }, found);
}

/** Throws unless the options of an extraction are known ones. @throws VoxomicsError as `checkOptions` does */
export function checkExtractOptions(options: ExtractOptions): void {
  checkOptions(
    options,
    { onProgress: "function", signal: "signal", within: "object", whiteMatter: "object" },
    "watch",
  );
}
