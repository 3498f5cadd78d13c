import { wholeBox } from "../volume/box.ts";
import type { Volume } from "../volume/volume.ts";
import { findNonFinite } from "./check-intensities.ts";
import type { ProcessingSettings } from "./cut-region.ts";
import { refuseSplines } from "./finite-mask.ts";
import { resample, usesSplines } from "./resample.ts";
import { centredGrid } from "./resample-grid.ts";

/**
 * The whole image on the grid that filters act on.
 *
 * @throws VoxomicsError as `resample` does; `invalid-intensity` under `exclude` if the image is
 *   sampled by splines and has a voxel without a finite intensity
 */
export function resampleWhole(
  image: Volume,
  settings: Pick<ProcessingSettings, "resample" | "nonFinite">,
): Volume {
  if (settings.resample === null) return image;
  refuseSplinesOfHoles(image, settings);
  return resample(image, settings.resample);
}

/**
 * Refuses, under `exclude`, to sample an image by splines that has a voxel without a finite
 * intensity, wherever that voxel lies.
 *
 * @throws VoxomicsError `invalid-intensity`
 */
export function refuseSplinesOfHoles(
  image: Volume,
  { resample: step, nonFinite }: Pick<ProcessingSettings, "resample" | "nonFinite">,
): void {
  if (step === null || nonFinite !== "exclude") return;
  const target = centredGrid(image, step.spacing);
  const splines = usesSplines(image, target, wholeBox(target), step.interpolation);
  if (splines) refuseSplines(findNonFinite(image, null));
}
