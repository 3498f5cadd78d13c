import type { Vec3 } from "../volume/volume.ts";
import { allocate } from "./allocate.ts";
import type { Boundary } from "./boundary.ts";
import type { Pooling } from "./filter.ts";
import { type Axis, type Combine, filterAxis } from "./filter-axis.ts";
import { type Cascade, keyOf, scaled } from "./kernel.ts";
import { rightAngleRotations, type Variant } from "./rotation.ts";

/** A separable filter: a cascade along x, y and, in 3D, z. */
export type SeparableFilter = readonly Cascade[];

/**
 * The response to a separable filter, in `out`, which may be the image itself. As many leading axes
 * are filtered as there are cascades.
 */
export function filterSeparably(
  image: Float64Array,
  size: Vec3,
  filter: SeparableFilter,
  boundary: Boundary,
  out: Float64Array = allocate(image.length),
): Float64Array {
  filter.forEach((cascade, axis) => {
    filterAxis(axis === 0 ? image : out, out, size, axis as Axis, cascade, boundary);
  });
  return out;
}

/** How the responses to single variants come together; `start` is where they start from. */
const poolings = {
  average: { start: 0, one: "add", either: null },
  max: { start: Number.NEGATIVE_INFINITY, one: "max", either: "maxEither" },
  min: { start: Number.POSITIVE_INFINITY, one: "min", either: "minEither" },
} as const satisfies Record<Pooling, { start: number; one: Combine; either: Combine | null }>;

/**
 * The pooled responses to a separable filter turned to all right angles: 24 in 3D, 4 in the plane
 * (arXiv:2006.05470, section 2.2; pooling of the signed responses).
 *
 * Variants that start with the same kernels share the passes along x and y. Besides image and
 * result, two volumes are alive (one in the plane).
 */
export function filterInvariantly(
  image: Float64Array,
  size: Vec3,
  filter: SeparableFilter,
  pooling: Pooling,
  boundary: Boundary,
): Float64Array {
  const variants = rightAngleRotations(filter);
  const { start, one, either } = poolings[pooling];
  const out = allocate(image.length).fill(start);
  const last = filter.length - 1;
  const stages = Array.from({ length: last }, () => allocate(image.length));
  const share = pooling === "average" ? 1 / variants.reduce((sum, v) => sum + v.weight, 0) : 1;
  let before: Variant | null = null;
  for (const variant of sharedFirst(variants)) {
    const combine = variant.eitherSign ? either : one;
    if (combine === null) continue; // a response and its negative average to nothing
    let shared = before !== null;
    variant.filter.forEach((cascade, axis) => {
      shared &&= before !== null && keyOf(before.filter[axis]) === keyOf(cascade);
      const source = axis === 0 ? image : stages[axis - 1];
      if (axis === last) {
        filterAxis(
          source,
          out,
          size,
          axis as Axis,
          scaledCascade(cascade, share),
          boundary,
          combine,
        );
      } else if (!shared) {
        filterAxis(source, stages[axis], size, axis as Axis, cascade, boundary);
      }
    });
    before = variant;
  }
  return out;
}

/** In an order in which variants with the same first kernels are neighbours. */
function sharedFirst(variants: readonly Variant[]): Variant[] {
  return variants
    .map((variant) => ({ variant, key: variant.filter.map(keyOf).join("|") }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ variant }) => variant);
}

function scaledCascade(cascade: Cascade, factor: number): Cascade {
  if (factor === 1) return cascade;
  return cascade.map((kernel, k) => (k === 0 ? scaled(kernel, factor) : kernel));
}
