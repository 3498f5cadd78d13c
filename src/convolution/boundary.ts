/**
 * How an image is extended past its border (arXiv:2006.05470, section 2.1.2).
 *
 * For voxels a b c d: `zero` 0 0 | a b c d | 0 0, `nearest` a a | a b c d | d d,
 * `periodic` c d | a b c d | a b, `mirror` b a | a b c d | d c.
 */
export type Boundary = "zero" | "nearest" | "periodic" | "mirror";

export const boundaries = ["zero", "nearest", "periodic", "mirror"] as const;

/**
 * The voxel index at each of the positions -before … n - 1 + after of an axis of n voxels; -1 for 0.
 */
export function extendAxis(
  n: number,
  before: number,
  after: number,
  boundary: Boundary,
): Int32Array {
  const extended = new Int32Array(before + n + after);
  for (let k = 0; k < extended.length; k++) extended[k] = voxelAt(k - before, n, boundary);
  return extended;
}

/** The voxel index at a position of an axis of n voxels; -1 for 0. */
export function voxelAt(position: number, n: number, boundary: Boundary): number {
  if (position >= 0 && position < n) return position;
  switch (boundary) {
    case "zero":
      return -1;
    case "nearest":
      return position < 0 ? 0 : n - 1;
    case "periodic":
      return modulo(position, n);
    case "mirror": {
      const k = modulo(position, 2 * n);
      return k < n ? k : 2 * n - 1 - k;
    }
  }
}

function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}
