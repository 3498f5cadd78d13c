import type { Mask } from "../volume/mask.ts";

/**
 * The connected components of a mask. Voxels that share a face, an edge or a corner are connected (26 neighbours,
 * 8 in a slice alone), as in the zones of the IBSI (9SAK).
 */
export interface Components {
  /** Voxels of each component: the largest first, of equal ones the one with the first voxel in memory. */
  readonly sizes: readonly number[];
  /** Index of the first voxel of each run of voxels along x. */
  readonly starts: Int32Array;
  /** Index past its last voxel. */
  readonly ends: Int32Array;
  /** The component of the run, from 0, in the order of `sizes`. */
  readonly numbers: Int32Array;
}

/** The components of a mask, by union of runs along x that touch. */
export function componentsOf(mask: Mask): Components {
  const { starts, ends, rows } = runsOf(mask);
  const forest = Int32Array.from(starts, (_, n) => n);
  joinRuns(mask, { starts, ends, rows }, forest);
  const sizes = new Map<number, number>();
  for (let n = 0; n < starts.length; n++) {
    const root = rootOf(forest, n);
    sizes.set(root, (sizes.get(root) ?? 0) + ends[n] - starts[n]);
  }
  // a stable sort: the roots of components come in the order of their first voxels
  const ordered = [...sizes].sort(([, a], [, b]) => b - a);
  const numberOf = new Map(ordered.map(([root], number) => [root, number] as const));
  return {
    sizes: ordered.map(([, size]) => size),
    starts,
    ends,
    numbers: Int32Array.from(starts, (_, n) => numberOf.get(rootOf(forest, n)) ?? 0),
  };
}

/** The voxels of some components of a mask. */
export function keepComponents(
  mask: Mask,
  { starts, ends, numbers }: Components,
  keeps: (component: number) => boolean,
): Mask {
  const data = new Uint8Array(mask.data.length);
  for (let n = 0; n < starts.length; n++) {
    if (keeps(numbers[n])) data.fill(1, starts[n], ends[n]);
  }
  return { ...mask, data };
}

interface Runs {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Number of the first run of each row, y + ny z, and at the end the number of all. */
  readonly rows: Int32Array;
}

function runsOf({ data, size: [nx, ny, nz] }: Mask): Runs {
  const starts: number[] = [];
  const ends: number[] = [];
  const rows = new Int32Array(ny * nz + 1);
  for (let row = 0; row < ny * nz; row++) {
    const end = nx * (row + 1);
    for (let v = nx * row; v < end; v++) {
      if (data[v] === 0) continue;
      starts.push(v);
      while (v < end && data[v] !== 0) v++;
      ends.push(v);
    }
    rows[row + 1] = starts.length;
  }
  return { starts: Int32Array.from(starts), ends: Int32Array.from(ends), rows };
}

/** Rows before a row that touch it: steps along y and z. */
const behind = [
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
] as const;

/** Joins runs of neighbouring rows that touch. The root of a tree is its first run. */
function joinRuns(
  { size: [nx, ny, nz] }: Mask,
  { starts, ends, rows }: Runs,
  forest: Int32Array,
): void {
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const row = y + ny * z;
      for (const [dy, dz] of behind) {
        if (y + dy < 0 || y + dy >= ny || z + dz < 0) continue;
        const other = row + dy + ny * dz;
        const shift = nx * (row - other);
        let k = rows[other];
        for (let n = rows[row]; n < rows[row + 1]; n++) {
          // runs touch where they overlap after one of them is a voxel longer on both sides
          while (k < rows[other + 1] && ends[k] + shift < starts[n]) k++;
          for (let m = k; m < rows[other + 1] && starts[m] + shift <= ends[n]; m++) {
            join(forest, n, m);
          }
        }
      }
    }
  }
}

function join(forest: Int32Array, a: number, b: number): void {
  const [one, other] = [rootOf(forest, a), rootOf(forest, b)];
  forest[Math.max(one, other)] = Math.min(one, other);
}

function rootOf(forest: Int32Array, n: number): number {
  while (forest[n] !== n) {
    forest[n] = forest[forest[n]];
    n = forest[n];
  }
  return n;
}
