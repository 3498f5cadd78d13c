import type { Advice } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import type { Grid } from "../volume/volume.ts";
import type { FilterSettings, GaborFilter } from "./filter.ts";
import type { Axis } from "./filter-axis.ts";
import { filterIdentity } from "./filter-identity.ts";
import { planeAxes } from "./gabor-axes.ts";

/**
 * Voxels of the shortest standard deviation. Of a constant image of 1000 the Laplacian of Gaussian is
 * -0.2 at 1 voxel, -4 here, -196 at 0.6 and -1753 at 0.5.
 */
const fewestVoxels = 0.75;

/** Voxels from which on a sampled Gaussian and its derivatives are as good as exact. */
const enoughVoxels = 1;

/** Voxels of the shortest wave that samples can tell from a longer one. */
const shortestWave = 2;

/** Part by which a length may fall short: headers hold spacings as 32-bit floats. */
const tolerance = 1e-6;

/** A length of a filter on the axis whose spacing is largest beside it. */
interface Sampling {
  readonly axis: "x" | "y" | "z";
  /** mm */
  readonly length: number;
  /** mm */
  readonly spacing: number;
  /** The length in voxels of the axis. */
  readonly voxels: number;
}

/**
 * Refuses a Gaussian or a Laplacian of Gaussian whose sigma is below 0.75 voxels of a filtered axis,
 * unless its `undersampled` is set.
 *
 * @param grid that the filter acts on
 * @throws VoxomicsError `invalid-settings`
 */
export function checkSampling(filter: FilterSettings, grid: Pick<Grid, "spacing">): void {
  const gaussian = gaussianOf(filter);
  if (gaussian === null || gaussian.undersampled) return;
  const found = coarsest(gaussian.sigma, grid, filteredAxes(filter), fewestVoxels);
  if (found === null) return;
  const { axis, length: sigma, spacing, voxels } = found;
  const least = short(fewestVoxels * spacing);
  const inSlices = axis === "z" && coarsest(sigma, grid, [0, 1], fewestVoxels) === null;
  throw new VoxomicsError(
    "invalid-settings",
    `${gaussian.field}: found ${short(sigma)} mm, ${measured(found)}, expected at least ${fewestVoxels} voxels: ${consequence(gaussian.name)}: resample to smaller voxels${inSlices ? ", filter slice by slice (dimensions: 2)" : ""} or choose a sigma of at least ${least} mm`,
    {
      field: gaussian.field,
      filter: filterIdentity(filter),
      axis,
      sigma,
      spacing,
      voxels,
      advice: [undersampledAdvice],
    },
  );
}

const undersampledAdvice: Advice = {
  option: "undersampled",
  value: null,
  does: "has this response all the same",
};

/** A filter that is allowed on voxels that are too large for it. */
export function allowUndersampled(filter: FilterSettings): FilterSettings {
  if (filter.type === "riesz" && filter.of.type === "laplacianOfGaussian") {
    return { ...filter, of: { ...filter.of, undersampled: true } };
  }
  return "undersampled" in filter ? { ...filter, undersampled: true } : filter;
}

/**
 * What to know about a response because of the voxels it was made on: a Gaussian's sigma below 1
 * voxel, a Gabor wave shorter than 2 voxels or with an envelope narrower than 0.75.
 *
 * @param grid that the filter acts on
 */
export function filterNotes(filter: FilterSettings, grid: Pick<Grid, "spacing">): Note[] {
  if (filter.type === "gabor") return gaborNotes(filter, grid);
  const gaussian = gaussianOf(filter);
  if (gaussian === null) return [];
  const found = coarsest(gaussian.sigma, grid, filteredAxes(filter), enoughVoxels);
  if (found === null) return [];
  const meaning =
    found.voxels < fewestVoxels * (1 - tolerance)
      ? `${consequence(gaussian.name)}, as undersampled: true allows`
      : `less than ${enoughVoxels} voxel, so that the kernel is sampled coarsely`;
  return [sampled(filter, "sigma", found, meaning)];
}

function gaborNotes(filter: GaborFilter, grid: Pick<Grid, "spacing">): Note[] {
  const axes = [...new Set(planeAxes[filter.planes].flat())];
  const wave = coarsest(filter.lambda, grid, axes, shortestWave);
  const width = filter.sigma / Math.max(1, filter.gamma);
  const envelope = coarsest(width, grid, axes, fewestVoxels);
  return [
    ...(wave === null
      ? []
      : [
          sampled(
            filter,
            "lambda",
            wave,
            `less than ${shortestWave} voxels, so that it is sampled as a longer wave`,
          ),
        ]),
    ...(envelope === null
      ? []
      : [
          sampled(
            filter,
            "the envelope's standard deviation",
            envelope,
            "so that the kernel is little more than a voxel wide",
          ),
        ]),
  ];
}

function sampled(filter: FilterSettings, what: string, found: Sampling, meaning: string): Note {
  const identity = filterIdentity(filter);
  const { axis, length, spacing, voxels } = found;
  return noteOf(
    "undersampled-filter",
    `${identity}: ${what} of ${short(length)} mm is ${measured(found)}, ${meaning}`,
    { filter: identity, axis, length, spacing, voxels },
  );
}

/** The Gaussian in a filter, if there is one. */
function gaussianOf(filter: FilterSettings) {
  switch (filter.type) {
    case "gaussian":
      return { ...filter, field: "gaussian.sigma", name: "Gaussian" };
    case "laplacianOfGaussian":
      return { ...filter, field: "laplacianOfGaussian.sigma", name: "Laplacian of Gaussian" };
    case "riesz": {
      const { of } = filter;
      if (of?.type !== "laplacianOfGaussian") return null; // what is no filter is refused by riesz
      return { ...of, field: "riesz.of.sigma", name: "Laplacian of Gaussian" };
    }
    default:
      return null;
  }
}

function consequence(name: string): string {
  return `the kernel is sampled too coarsely to be a ${name}`;
}

function filteredAxes({ dimensions }: FilterSettings): readonly Axis[] {
  return dimensions === 2 ? [0, 1] : [0, 1, 2];
}

/** The axis with the fewest voxels to a length, if they are fewer than so many. */
function coarsest(
  length: number,
  { spacing }: Pick<Grid, "spacing">,
  axes: readonly Axis[],
  fewest: number,
): Sampling | null {
  const axis = axes.reduce((a, b) => (spacing[b] > spacing[a] ? b : a));
  const voxels = length / spacing[axis];
  // lengths that are none are refused by the filter
  if (!(length > 0) || voxels >= fewest * (1 - tolerance)) return null;
  return { axis: (["x", "y", "z"] as const)[axis], length, spacing: spacing[axis], voxels };
}

function measured({ axis, spacing, voxels }: Sampling): string {
  return `${short(voxels)} voxels along ${axis} (spacing ${short(spacing)} mm)`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
