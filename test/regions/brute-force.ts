import { indexToWorld } from "../../src/volume/geometry.ts";
import type { Mask } from "../../src/volume/mask.ts";
import type { Grid, Vec3 } from "../../src/volume/volume.ts";

/** The indices of all voxels of a grid, in voxel order. */
export function voxelsOf({ size: [nx, ny, nz] }: Grid): Vec3[] {
  const voxels: Vec3[] = [];
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) for (let x = 0; x < nx; x++) voxels.push([x, y, z]);
  }
  return voxels;
}

/**
 * The distance in the world from the centre of every voxel to the nearest centre of a voxel of value `to`; ∞ where there
 * is none. Each pair is looked at.
 */
export function bruteDistances(mask: Mask, to: 0 | 1 = 1): number[] {
  const places = voxelsOf(mask).map((voxel) => indexToWorld(mask, voxel));
  const targets = places.filter((_, v) => mask.data[v] === to);
  return places.map((place) =>
    targets.reduce((least, other) => {
      const [x, y, z] = [0, 1, 2].map((a) => place[a] - other[a]);
      return Math.min(least, Math.hypot(x, y, z));
    }, Number.POSITIVE_INFINITY),
  );
}

/** The voxels for which a condition holds, as a mask on the same grid. */
export function where(mask: Mask, holds: (voxel: number) => boolean): Mask {
  return { ...mask, data: mask.data.map((_, v) => (holds(v) ? 1 : 0)) };
}

/** The components of a mask by flooding from voxel to voxel: the indices of the voxels of each. */
export function bruteComponents(mask: Mask): number[][] {
  const { data, size } = mask;
  const voxels = voxelsOf(mask);
  const seen = new Set<number>();
  const components: number[][] = [];
  for (let first = 0; first < data.length; first++) {
    if (data[first] === 0 || seen.has(first)) continue;
    const component = [first];
    seen.add(first);
    for (const v of component) {
      for (const [n, [x, y, z]] of voxels.entries()) {
        const [a, b, c] = voxels[v];
        const touches = Math.max(Math.abs(x - a), Math.abs(y - b), Math.abs(z - c)) === 1;
        if (!touches || data[n] === 0 || seen.has(n)) continue;
        seen.add(n);
        component.push(n);
      }
    }
    components.push(component.sort((p, q) => p - q));
  }
  return size.includes(0) ? [] : components.sort((p, q) => q.length - p.length || p[0] - q[0]);
}
