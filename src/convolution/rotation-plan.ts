import { type Cascade, keyOf, sumOf } from "./kernel.ts";
import { rightAngleRotations } from "./rotation.ts";

/** A filter along one axis: the sum of the responses to cascades, times a factor. */
export interface AxisFilter {
  readonly cascades: readonly Cascade[];
  readonly factor: number;
}

/** One of the separable filters whose responses are pooled. */
export interface PlannedFilter {
  /** Along x, y and, in 3D, z. */
  readonly axes: readonly AxisFilter[];
  /** Whether the negative of its response is pooled too. */
  readonly eitherSign: boolean;
}

/**
 * The orientations to pool by maximum or minimum, ordered so that those with equal filters along x
 * follow each other.
 */
export function pooledRotations(filter: readonly Cascade[]): PlannedFilter[] {
  return sharedFirst(
    rightAngleRotations(filter).map((variant) => ({
      axes: variant.filter.map((cascade) => ({ cascades: [cascade], factor: 1 })),
      eitherSign: variant.eitherSign,
    })),
  );
}

/**
 * The fewest separable filters whose responses add up to the average over all orientations.
 *
 * Responses are linear. So orientations that differ along one axis only are joined to one filter with
 * the sum of their kernels along that axis. A response and its negative cancel, and are left out.
 */
export function averagedRotations(filter: readonly Cascade[]): PlannedFilter[] {
  const variants = rightAngleRotations(filter);
  const share = 1 / variants.reduce((sum, { weight }) => sum + weight, 0);
  let sums = variants
    .filter(({ eitherSign }) => !eitherSign)
    .map((variant) => variant.filter.map((cascade) => [cascade]));
  for (let axis = filter.length - 1; axis >= 0; axis--) sums = mergeAlong(axis, sums);
  return sharedFirst(
    sums.map((axes) => ({
      axes: axes.map((cascades, axis) => ({
        cascades: asFewCascades(cascades),
        factor: axis === filter.length - 1 ? share : 1,
      })),
      eitherSign: false,
    })),
  );
}

/** A string that is equal for equal filters along an axis only. */
export function axisKey({ cascades, factor }: AxisFilter): string {
  return `${factor}*${sumKey(cascades)}`;
}

function sumKey(cascades: readonly Cascade[]): string {
  return cascades.map(keyOf).sort().join("+");
}

function mergeAlong(axis: number, filters: readonly Cascade[][][]): Cascade[][][] {
  const groups = new Map<string, Cascade[][]>();
  for (const axes of filters) {
    const key = axes.map((cascades, a) => (a === axis ? "" : sumKey(cascades))).join("|");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, axes);
    else
      groups.set(
        key,
        group.map((sum, a) => (a === axis ? [...sum, ...axes[a]] : sum)),
      );
  }
  return [...groups.values()];
}

/**
 * Joins the cascades of a single kernel to one kernel. Longer cascades cannot be joined: their
 * lines are extended past the border between two kernels.
 */
function asFewCascades(cascades: readonly Cascade[]): Cascade[] {
  const single = cascades.filter((cascade) => cascade.length === 1).map(([kernel]) => kernel);
  const longer = cascades.filter((cascade) => cascade.length > 1);
  return single.length > 1 ? [[sumOf(single)], ...longer] : [...cascades];
}

function sharedFirst(filters: readonly PlannedFilter[]): PlannedFilter[] {
  return filters
    .map((filter) => ({ filter, key: filter.axes.map(axisKey).join("|") }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ filter }) => filter);
}
