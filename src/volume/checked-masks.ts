/** The functions of masks and labels as users call them, which check their arguments as `checked.ts` does. */

import { checkArgument } from "../schema/check-argument.ts";
import type { Mask } from "./mask.ts";
import * as masks from "./mask.ts";
import { checkVolume, type Volume } from "./volume.ts";

/**
 * Number of voxels in a mask.
 *
 * @example
 * ```ts
 * import { countVoxels } from "voxomics";
 *
 * const [x, y, z] = mask.spacing; // mm
 * console.log(`${(countVoxels(mask) * x * y * z) / 1000} ml`);
 * ```
 */
export function countVoxels(mask: Mask): number {
  checkArgument(mask, "mask", { data: "view" });
  return masks.countVoxels(mask);
}

/**
 * The labels in a label volume, ascending, without the background 0, with their voxel counts.
 *
 * @example
 * ```ts
 * import { listLabels, selectLabel } from "voxomics";
 *
 * for (const { label, voxels } of listLabels(labels)) {
 *   console.log(label, voxels, selectLabel(labels, label).size);
 * }
 * ```
 */
export function listLabels(labels: Volume): { label: number; voxels: number }[] {
  checkVolume(labels, "labels");
  return masks.listLabels(labels);
}

/**
 * The voxels with the given label, as a mask.
 *
 * @throws VoxomicsError `empty-mask` if no voxel has that label; the message lists those present.
 *
 * @example
 * ```ts
 * import { extract, selectLabel } from "voxomics";
 *
 * const tumour = selectLabel(labels, 1); // 0 and 1
 * console.log(extract(image, tumour).features.length);
 * ```
 */
export function selectLabel(labels: Volume, label: number): Mask {
  checkVolume(labels, "labels");
  checkArgument(label, "label", "number");
  return masks.selectLabel(labels, label);
}

/**
 * The voxels from a value on, as a mask: of fractions or probabilities.
 *
 * @throws VoxomicsError `empty-mask` if none reaches it; the message has the largest value.
 *
 * @example
 * ```ts
 * import { thresholdMask, type Volume } from "voxomics";
 *
 * const probabilities: Volume = { ...image, data: Float32Array.from(mask.data, (p) => 0.9 * p) };
 * const likely = thresholdMask(probabilities, 0.5); // 1 from 0.5 on
 * console.log(likely.data.length);
 * ```
 */
export function thresholdMask(volume: Volume, threshold: number): Mask {
  checkVolume(volume, "mask");
  checkArgument(threshold, "threshold", "number");
  return masks.thresholdMask(volume, threshold);
}

/**
 * A volume of 0 and 1 as a mask, in memory of its own.
 *
 * @throws VoxomicsError `invalid-mask` if it holds other values, `empty-mask` if it is all 0.
 *
 * @example
 * ```ts
 * import { toMask } from "voxomics";
 *
 * const copy = toMask({ ...mask, data: Float64Array.from(mask.data) });
 * console.log(copy.data.constructor.name); // "Uint8Array"
 * ```
 */
export function toMask(volume: Volume): Mask {
  checkVolume(volume, "mask");
  return masks.toMask(volume);
}
