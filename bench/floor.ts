import { groupBy } from "../src/base/group-by.ts";

/**
 * What a task cannot do without, whatever its algorithm: reads of memory.
 *
 * The floor is the time of a loop that makes these reads and nothing else. Writing, comparing and
 * counting come on top, so that no task reaches it.
 */
export interface Floor {
  readonly reads: readonly Reads[];
  /** Why so many, in one line. */
  readonly why: string;
}

export interface Reads {
  readonly of: Place;
  /** With neighbours: every voxel of the region and these. Without: the array from first to last. */
  readonly neighbours?: Neighbours;
  /** How many times over. Default 1. */
  readonly times?: number;
}

/** How many neighbours of a voxel are read: half of those in space, all of them, those in the slice. */
export type Neighbours = 13 | 26 | 8;

/** What is read. */
export type Place =
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

/** An array that is read, over again `repeats` times; `voxels` are those with neighbours. */
export interface Memory {
  readonly data: Float64Array | Uint16Array | Uint8Array;
  readonly repeats?: number;
  readonly size?: readonly [number, number, number];
  readonly voxels?: Int32Array;
}

/** Where the places of a task are in memory. */
export type Memories = Readonly<Partial<Record<Place, () => Memory>>>;

/** The reads of several floors together, equal ones as one. */
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
