import type { Note } from "../messages/note.ts";
import type { Spacing } from "./filter.ts";
import { planeAxes } from "./gabor-plane.ts";
import type { GaborKernel } from "./gabor-spectrum.ts";
import { coarseNote, coarsest } from "./sampling.ts";

/** Wavelength in voxels below which the samples are those of a longer wave. */
const shortestWave = 2;

/**
 * Standard deviation of the envelope, in voxels, below which the kernel is hardly wider than a
 * voxel.
 */
const narrowestEnvelope = 0.75;

/** Notes on a wave shorter than 2 voxels and an envelope narrower than 0.75 voxels. */
export function gaborNotes(
  settings: GaborKernel & { readonly planes: keyof typeof planeAxes },
  grid: Spacing,
  identity: string,
): Note[] {
  const axes = [...new Set(planeAxes[settings.planes].flat())];
  const wave = coarsest(settings.lambda, grid, axes, shortestWave);
  const width = settings.sigma / Math.max(1, settings.gamma);
  const envelope = coarsest(width, grid, axes, narrowestEnvelope);
  const waveMeaning = `less than ${shortestWave} voxels, so that it is sampled as a longer wave`;
  const envelopeMeaning = "so that the kernel is little more than a voxel wide";
  return [
    ...(wave === null ? [] : [coarseNote(identity, "lambda", wave, waveMeaning)]),
    ...(envelope === null
      ? []
      : [coarseNote(identity, "the envelope's standard deviation", envelope, envelopeMeaning)]),
  ];
}
