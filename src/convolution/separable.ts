import { inSteps, type Watch } from "../base/watch.ts";
import type { Axis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";
import { allocate } from "./allocate.ts";
import type { Boundary } from "./boundary.ts";
import { filterInBands } from "./column-bands.ts";
import { type AxisResponse, filterAxis, filterAxisInto } from "./filter-axis.ts";
import { type Cascade, scaled } from "./kernel.ts";
import {
  type LeadingPasses,
  leadingKeys,
  responseKey,
  spareArray,
  stageFor,
  takeReady,
} from "./leading-passes.ts";
import type { Combine } from "./line-block.ts";
import type { LinePass } from "./line-pass.ts";
import {
  type AxisFilter,
  averagedRotations,
  axisKey,
  type PlannedFilter,
  pooledRotations,
} from "./rotation-plan.ts";
import { passOfBoth, shortPass } from "./short-pass.ts";

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

/**
 * As `filterSeparably`, for one of several filters of the same image in turn: passes that the filter
 * before began with too, and kept, are not made again. If the next filter differs in the last pass alone, its
 * response is made too: what the passes before leave is then read while it is in a cache.
 */
export function filterInTurn(
  image: Float64Array,
  size: Vec3,
  filter: readonly Cascade[],
  boundary: Boundary,
  watch: Watch,
  leading: LeadingPasses,
): Float64Array {
  const ready = takeReady(leading, responseKey(filter, boundary));
  if (ready !== null) return ready;
  const { length } = image;
  const both = passesOfBoth(filter, leading.following);
  if (both !== null) {
    const pair = [spareArray(leading, length), spareArray(leading, length)];
    filterInBands(image, size, both, boundary, pair, watch);
    leading.ready.push({ key: responseKey(leading.following, boundary), data: pair[1] });
    return pair[0];
  }
  const next = inSteps(filter.length, watch);
  const keys = leadingKeys(filter, boundary);
  const out = spareArray(leading, length);
  let source = image;
  filter.forEach((cascade, n) => {
    next("xyz"[n]);
    const made = leading.stages[n];
    if (made !== undefined && made.key === keys[n]) {
      source = made.data;
      return;
    }
    const target = n < leading.keep ? stageFor(leading, n, keys[n], length) : out;
    filterAxis(source, target, size, n as Axis, cascade, boundary);
    source = target;
  });
  return out;
}

/** The passes of a filter of which the last makes the response of the next one too; null if there are none. */
function passesOfBoth(
  filter: readonly Cascade[],
  following: readonly Cascade[],
): LinePass[] | null {
  if (following.length === 0) return null;
  const passes = filter.map(shortPass).filter((pass) => pass !== null);
  const other = shortPass(following[following.length - 1]);
  const last = passes.pop();
  if (passes.length < filter.length - 1 || last === undefined) return null;
  return other?.reach === last.reach ? [...passes, passOfBoth(last, other)] : null;
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
 * Orientations that begin with the same kernels share the passes along x and y, and read what comes of
 * them once. Besides image and result, two volumes are in memory (one in 2D).
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
  const groups = groupsOf(plan);
  const next = inSteps(groups.length, watch);
  let before: readonly string[] = [];
  for (const { keys, axes, ends } of groups) {
    next("orientation");
    let shared = true;
    axes.forEach((axisFilter, axis) => {
      shared &&= keys[axis] === before[axis];
      if (shared) return;
      const source = axis === 0 ? image : stages[axis - 1];
      const responses = responsesOf(axisFilter, stages[axis], "set");
      filterAxisInto(source, size, axis as Axis, responses, boundary);
    });
    const responses = ends.flatMap(({ axisFilter, eitherSign }) =>
      responsesOf(axisFilter, out, eitherSign ? either : one),
    );
    const source = last === 0 ? image : stages[last - 1];
    filterAxisInto(source, size, last as Axis, responses, boundary);
    before = keys;
  }
  return out;
}

/** Filters that begin with the same kernels along all axes but the last. */
interface FilterGroup {
  /** Equal for equal kernels: one for each axis but the last. */
  readonly keys: readonly string[];
  readonly axes: readonly AxisFilter[];
  /** What differs along the last axis. */
  readonly ends: { readonly axisFilter: AxisFilter; readonly eitherSign: boolean }[];
}

function groupsOf(plan: readonly PlannedFilter[]): FilterGroup[] {
  const groups = new Map<string, FilterGroup>();
  for (const { axes, eitherSign } of plan) {
    const first = axes.slice(0, -1);
    const keys = first.map(axisKey);
    const group = groups.get(keys.join("|")) ?? { keys, axes: first, ends: [] };
    group.ends.push({ axisFilter: axes[axes.length - 1], eitherSign });
    groups.set(keys.join("|"), group);
  }
  return [...groups.values()];
}

/** The responses whose sum is the response to a filter along an axis. */
function responsesOf(
  { cascades, factor }: AxisFilter,
  target: Float64Array,
  combine: Combine,
): AxisResponse[] {
  return cascades.map(([first, ...rest], n) => ({
    cascade: factor === 1 ? [first, ...rest] : [scaled(first, factor), ...rest],
    target,
    // there is more than one cascade only if responses are averaged, that is added
    combine: n === 0 ? combine : "add",
  }));
}
