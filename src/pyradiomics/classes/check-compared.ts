import type { Vec3 } from "../../volume/volume.ts";
import { type AngleRules, checkAngles } from "../angles.ts";
import type { FeatureClass } from "./feature-class.ts";

/**
 * Refuses a region in which a class has no voxels to compare.
 *
 * @param size voxels of the region's box, x first
 * @throws VoxomicsError `too-small`
 */
export function checkCompared(
  { name, compares }: Pick<FeatureClass, "name" | "compares">,
  size: Vec3,
  settings: AngleRules,
): void {
  if (compares === null) return;
  checkAngles(name, size, compares === "touching" ? { ...settings, distances: [1] } : settings);
}
