import { checkMask, type Mask } from "../volume/mask.ts";
import { componentsOf, keepComponents } from "./components.ts";

/**
 * The connected components of a mask, each as a mask of the whole grid: that with the most voxels first. Voxels that
 * share a face, an edge or a corner are connected (26 neighbours).
 *
 * @returns none for a mask without a voxel
 * @throws VoxomicsError `invalid-volume`, `invalid-mask`
 *
 * @example
 * ```ts
 * import { extractRegions, separateComponents } from "voxomics";
 *
 * const lesions = separateComponents(mask); // the largest first
 * const outcomes = extractRegions(image, lesions);
 * console.log(lesions.length, outcomes.length);
 * ```
 */
export function separateComponents(mask: Mask): Mask[] {
  const checked = checkMask(mask);
  const components = componentsOf(checked);
  return components.sizes.map((_, n) => keepComponents(checked, components, (k) => k === n));
}
