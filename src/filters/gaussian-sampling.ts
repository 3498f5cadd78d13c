import type { Dimensions } from "../convolution/filter-axis.ts";
import type { Advice } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import type { Axis } from "../volume/vec3.ts";
import type { Spacing } from "./filter.ts";
import { coarseNote, coarsest, measured, short, tolerance } from "./sampling.ts";

/**
 * The smallest standard deviation, in voxels. The Laplacian of Gaussian of a constant image of 1000
 * should be 0; it is -0.2 at 1 voxel, -4 at 0.75, -196 at 0.6 and -1753 at 0.5.
 */
const fewestVoxels = 0.75;

/**
 * Standard deviation in voxels from which on a sampled Gaussian and its derivatives are as good as
 * exact.
 */
const enoughVoxels = 1;

/** A Gaussian that is sampled at voxels. */
interface Gaussian {
  /** mm */
  readonly sigma: number;
  /** Whether a sigma below 0.75 voxels is allowed. */
  readonly undersampled: boolean;
  readonly dimensions: Dimensions;
}

/** The names of a Gaussian in messages. */
interface Named {
  /** The name of its sigma in settings: `gaussian.sigma`. */
  readonly field: string;
  /** `Laplacian of Gaussian` */
  readonly name: string;
  /** The identity of the filter. */
  readonly identity: string;
}

/**
 * Refuses a Gaussian whose sigma is below 0.75 voxels of a filtered axis, unless it may be
 * undersampled.
 *
 * @param grid that the filter acts on
 * @throws VoxomicsError `invalid-settings`
 */
export function checkGaussian(
  { sigma, undersampled, dimensions }: Gaussian,
  grid: Spacing,
  { field, name, identity }: Named,
): void {
  const found = undersampled ? null : coarsest(sigma, grid, axesOf(dimensions), fewestVoxels);
  if (found === null) return;
  const { axis, spacing, voxels } = found;
  const least = short(fewestVoxels * spacing);
  const inSlices = axis === "z" && coarsest(sigma, grid, [0, 1], fewestVoxels) === null;
  throw new VoxomicsError(
    "invalid-settings",
    `${field}: found ${short(sigma)} mm, ${measured(found)}, expected at least ${fewestVoxels} voxels: ${consequence(name)}: resample to smaller voxels${inSlices ? ", filter slice by slice (dimensions: 2)" : ""} or choose a sigma of at least ${least} mm`,
    { field, filter: identity, axis, sigma, spacing, voxels, advice: [undersampledAdvice] },
  );
}

const undersampledAdvice: Advice = {
  option: "undersampled",
  value: null,
  does: "has this response all the same",
};

/** A note on a Gaussian whose sigma is below 1 voxel of a filtered axis. */
export function gaussianNotes(
  { sigma, dimensions }: Gaussian,
  grid: Spacing,
  { name, identity }: Named,
): Note[] {
  const found = coarsest(sigma, grid, axesOf(dimensions), enoughVoxels);
  if (found === null) return [];
  const meaning =
    found.voxels < fewestVoxels * (1 - tolerance)
      ? `${consequence(name)}, as undersampled: true allows`
      : `less than ${enoughVoxels} voxel, so that the kernel is sampled coarsely`;
  return [coarseNote(identity, "sigma", found, meaning)];
}

function consequence(name: string): string {
  return `the kernel is sampled too coarsely to be a ${name}`;
}

function axesOf(dimensions: Dimensions): readonly Axis[] {
  return dimensions === 2 ? [0, 1] : [0, 1, 2];
}
