import type { Vec3 } from "../volume/volume.ts";

/**
 * Finds the position of an offset in the list of a kernel's offsets; undefined if it is not there.
 */
export function positionFinder(offsets: readonly Vec3[]): (offset: Vec3) => number | undefined {
  const positions = new Map(offsets.map((offset, position) => [offset.join(), position]));
  return (offset) => positions.get(offset.join());
}

/** offset + times × vector. */
export function shifted([x, y, z]: Vec3, [dx, dy, dz]: Vec3, times = 1): Vec3 {
  return [x + times * dx, y + times * dy, z + times * dz];
}

/**
 * A list of kernel positions for every position of a kernel. The list of position p is entries
 * start[p] to start[p + 1] - 1 of `positions`.
 */
export interface Links {
  /** One more entry than the kernel has positions. */
  readonly start: Int32Array;
  readonly positions: Int32Array;
}

/** For every kernel position, the positions of its offset minus each of the vectors. */
export function linkPositions(offsets: readonly Vec3[], vectors: readonly Vec3[]): Links {
  const positionOf = positionFinder(offsets);
  const linked = offsets.map((offset) =>
    vectors.flatMap((vector) => positionOf(shifted(offset, vector, -1)) ?? []),
  );
  const start = new Int32Array(offsets.length + 1);
  linked.forEach((positions, p) => {
    start[p + 1] = start[p] + positions.length;
  });
  return { start, positions: Int32Array.from(linked.flat()) };
}
