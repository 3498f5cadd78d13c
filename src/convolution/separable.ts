import { inSteps, type Watch } from "../base/watch.ts";
import type { Axis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";
import { allocate } from "./allocate.ts";
import type { Boundary } from "./boundary.ts";
import { filterAxis } from "./filter-axis.ts";
import { type Cascade, scaled } from "./kernel.ts";
import type { Combine } from "./line-block.ts";
import { type AxisFilter, averagedRotations, axisKey, pooledRotations } from "./rotation-plan.ts";

/**
 * The response to a separable filter with a cascade along each of the leading axes.
 *
 * @param out receives the response; may be the image itself
 */
export function filterSeparably(
  image: Float64Array,
  size: Vec3,
  filter: readonly Cascade[],
  boundary: Boundary,
  watch: Watch,
  out: Float64Array = allocate(image.length),
): Float64Array {
  const next = inSteps(filter.length, watch);
  filter.forEach((cascade, axis) => {
    next("xyz"[axis]);
    filterAxis(axis === 0 ? image : out, out, size, axis as Axis, cascade, boundary);
  });
  return out;
}

/** Start value of pooling, and how it combines a response, or a response and its negative. */
const poolings = {
  average: { start: 0, one: "add", either: "add" },
  max: { start: Number.NEGATIVE_INFINITY, one: "max", either: "maxEither" },
  min: { start: Number.POSITIVE_INFINITY, one: "min", either: "minEither" },
} as const satisfies Record<string, { start: number; one: Combine; either: Combine }>;

/** How responses of several orientations become one, voxel by voxel. */
export type Pooling = keyof typeof poolings;

/**
 * The pooled responses to a separable filter turned to all right angles: 24 in 3D, 4 in the plane
 * (arXiv:2006.05470, section 2.2; pooling of the signed responses).
 *
 * Orientations that begin with the same kernels share the passes along x and y. Besides image and
 * result, two volumes are in memory (one in 2D).
 */
export function filterInvariantly(
  image: Float64Array,
  size: Vec3,
  filter: readonly Cascade[],
  pooling: Pooling,
  boundary: Boundary,
  watch: Watch,
): Float64Array {
  const { start, one, either } = poolings[pooling];
  const plan = pooling === "average" ? averagedRotations(filter) : pooledRotations(filter);
  const out = allocate(image.length).fill(start);
  const last = filter.length - 1;
  const stages = Array.from({ length: last }, () => allocate(image.length));
  const next = inSteps(plan.length, watch);
  let before: readonly string[] = [];
  for (const { axes, eitherSign } of plan) {
    next("orientation");
    const keys = axes.map(axisKey);
    let shared = true;
    axes.forEach((axisFilter, axis) => {
      const source = axis === 0 ? image : stages[axis - 1];
      shared &&= keys[axis] === before[axis];
      if (axis === last) {
        const combine = eitherSign ? either : one;
        respond(source, out, size, axis as Axis, axisFilter, boundary, combine);
      } else if (!shared) {
        respond(source, stages[axis], size, axis as Axis, axisFilter, boundary, "set");
      }
    });
    before = keys;
  }
  return out;
}

/** Filters along an axis by a sum of cascades. */
function respond(
  source: Float64Array,
  target: Float64Array,
  size: Vec3,
  axis: Axis,
  { cascades, factor }: AxisFilter,
  boundary: Boundary,
  combine: Combine,
): void {
  cascades.forEach(([first, ...rest], n) => {
    const cascade = factor === 1 ? [first, ...rest] : [scaled(first, factor), ...rest];
    // there is more than one cascade only if responses are averaged, that is added
    filterAxis(source, target, size, axis, cascade, boundary, n === 0 ? combine : "add");
  });
}
