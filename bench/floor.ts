import { groupBy } from "../src/base/group-by.ts";

/**
 * The reads of memory that a task cannot do without, whatever its algorithm.
 *
 * The floor of a task is the time of a loop that makes these reads and nothing else. A task also writes,
 * compares and counts, so that none reaches its floor.
 */
export interface Floor {
  readonly reads: readonly Reads[];
  /** Why the task needs these reads, in one line. */
  readonly why: string;
}

export interface Reads {
  readonly of: ReadArray;
  /** Read each voxel of the region and this many neighbours. Default: read the array from first to last. */
  readonly neighbours?: Neighbours;
  /** How many times all of it is read. Default 1. */
  readonly times?: number;
}

/**
 * How many neighbours of a voxel are read: half of those in 3D, all of those in 3D, or those in the
 * slice.
 */
export type Neighbours = 13 | 26 | 8;

/** The array that is read. */
export type ReadArray =
  /** Intensities of the region's voxels, 64-bit. */
  | "intensities"
  /** Intensities of the box, 64-bit. */
  | "image"
  /** Masks of the box, 8-bit. */
  | "mask"
  /** Grey levels of the box, 16-bit. */
  | "levels"
  /** The texture grid: grey levels of the padded box, 16-bit. */
  | "grid"
  /** Frequencies of the box padded for correlation, 64-bit; a plane at a time, as they are made. */
  | "frequencies";

/** An array in memory, and how it is read. */
export interface Memory {
  readonly data: Float64Array | Uint16Array | Uint8Array;
  /** How many times the data are read to stand for an array of so many times the length. Default 1. */
  readonly repeats?: number;
  /** Voxels along x, y, z, where neighbours are read. */
  readonly size?: readonly [number, number, number];
  /** Indices in `data` of the voxels whose neighbours are read. */
  readonly voxels?: Int32Array;
}

/** The arrays of a task. */
export type Memories = Readonly<Partial<Record<ReadArray, () => Memory>>>;

/** The reads of several floors together; equal ones are counted up. */
export function allReads(floors: readonly Floor[]): Reads[] {
  const kinds = groupBy(
    floors.flatMap(({ reads }) => reads),
    ({ of, neighbours }) => `${of} ${neighbours}`,
  );
  return [...kinds.values()].map((alike) => ({
    ...alike[0],
    times: alike.reduce((sum, { times = 1 }) => sum + times, 0),
  }));
}

/** `mask 3 ×, grid with 13 neighbours` */
export function readsInWords(reads: readonly Reads[]): string {
  return reads
    .map(({ of, neighbours, times = 1 }) => {
      const what = neighbours === undefined ? of : `${of} with ${neighbours} neighbours`;
      return times === 1 ? what : `${what} ${times} ×`;
    })
    .join(", ");
}
