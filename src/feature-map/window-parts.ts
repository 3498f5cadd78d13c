import { groupBy } from "../base/group-by.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { Vec3 } from "../volume/volume.ts";

/** What one matrix is counted from: a slice of the kernel (2D) or all of it (3D), along one direction. */
export interface WindowPart {
  readonly direction: number;
  /** Parts of one group are merged; feature values are averaged over the groups. */
  readonly group: number;
  readonly has: (step: Vec3) => boolean;
}

export interface WindowParts {
  readonly groups: number;
  readonly parts: readonly WindowPart[];
}

/**
 * The parts of a kernel under an aggregation, in the order in which whole regions have them.
 *
 * @param directions how many there are; 1 for a family without
 */
export function partsOf(
  steps: readonly Vec3[],
  { dimension, averageOver }: Aggregation,
  directions = 1,
): WindowParts {
  const slices = dimension === 3 ? [0] : [...new Set(steps.map(([, , z]) => z))];
  const all = slices.flatMap((slice) =>
    Array.from({ length: directions }, (_, direction) => ({ slice, direction })),
  );
  const groups = groupBy(all, (part) => averageOver.map((axis) => part[axis]).join());
  return {
    groups: groups.size,
    parts: [...groups.values()].flatMap((parts, group) =>
      parts.map(({ slice, direction }) => ({
        direction,
        group,
        has: ([, , z]: Vec3) => dimension === 3 || z === slice,
      })),
    ),
  };
}

/** The group of every place of a kernel, for a family without directions. */
export function groupsOfPlaces(
  steps: readonly Vec3[],
  aggregation: Aggregation,
): { groups: number; groupOf: Int32Array } {
  const { groups, parts } = partsOf(steps, aggregation);
  return {
    groups,
    groupOf: Int32Array.from(steps, (step) => parts.find(({ has }) => has(step))?.group ?? 0),
  };
}
