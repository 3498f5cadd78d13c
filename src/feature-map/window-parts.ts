import { groupBy } from "../base/group-by.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { Vec3 } from "../volume/volume.ts";

/**
 * What one matrix is counted from: a slice of the kernel (2D) or all of it (3D), along one
 * direction.
 */
export interface WindowPart {
  /** Index of the direction. */
  readonly direction: number;
  /** The matrices of a group are merged; feature values are averaged over the groups. */
  readonly group: number;
  /** Whether an offset from the centre belongs to the part. */
  readonly has: (offset: Vec3) => boolean;
}

export interface WindowParts {
  /** Number of groups. */
  readonly groups: number;
  readonly parts: readonly WindowPart[];
}

/**
 * The parts of a kernel under an aggregation, in the same order as those of a whole region.
 *
 * @param directions number of directions; 1 for a family without directions
 */
export function partsOf(
  offsets: readonly Vec3[],
  { dimension, averageOver }: Aggregation,
  directions = 1,
): WindowParts {
  const slices = dimension === 3 ? [0] : [...new Set(offsets.map(([, , z]) => z))];
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

/** For a family without directions, the group of every kernel position. */
export function groupsOfPositions(
  offsets: readonly Vec3[],
  aggregation: Aggregation,
): { groups: number; groupOf: Int32Array } {
  const { groups, parts } = partsOf(offsets, aggregation);
  return {
    groups,
    groupOf: Int32Array.from(offsets, (offset) => parts.find(({ has }) => has(offset))?.group ?? 0),
  };
}
