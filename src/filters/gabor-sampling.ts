import type { Note } from "../messages/note.ts";
import type { Spacing } from "./filter.ts";
import { planeAxes } from "./gabor-axes.ts";
import type { GaborKernel } from "./gabor-plane.ts";
import { coarseNote, coarsest } from "./sampling.ts";

/** Voxels of the shortest wave that samples can tell from a longer one. */
const shortestWave = 2;

/** Voxels of the narrowest envelope's standard deviation. */
const narrowestEnvelope = 0.75;

/** What to know of a Gabor kernel: a wave shorter than 2 voxels, an envelope narrower than 0.75. */
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
