/** The 26 neighbours of a voxel. */
export const shell: readonly (readonly [number, number, number])[] = [-1, 0, 1].flatMap((dz) =>
  [-1, 0, 1].flatMap((dy) =>
    [-1, 0, 1].filter((dx) => dx !== 0 || dy !== 0 || dz !== 0).map((dx) => [dx, dy, dz] as const),
  ),
);

/** For each of the 26 neighbours, bits for those that share a face with it. */
const adjacent = Int32Array.from(shell, ([x, y, z]) =>
  shell.reduce((bits, [u, v, w], k) => {
    const distance = Math.abs(x - u) + Math.abs(y - v) + Math.abs(z - w);
    return distance === 1 ? bits | (1 << k) : bits;
  }, 0),
);

/** Whether a set of neighbours, given as bits, is connected by shared faces; an empty set is. */
export function isConnected(members: number): boolean {
  let reached = members & -members;
  let fresh = reached;
  while (fresh !== 0) {
    const k = 31 - Math.clz32(fresh);
    fresh &= ~(1 << k);
    const found = adjacent[k] & members & ~reached;
    reached |= found;
    fresh |= found;
  }
  return reached === members;
}
