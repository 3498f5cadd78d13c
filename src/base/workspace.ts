/** Size of the memory for work arrays, in bytes. Arrays that do not fit are allocated by themselves. */
const CAPACITY = 16 * 2 ** 20;

/** The memory for work arrays, allocated when first needed. */
let memory: ArrayBuffer | null = null;

/** How many bytes of it the work that runs now has taken. */
let used = 0;

/** Makes arrays of `length` elements, all 0. */
export interface Workspace {
  floats(length: number): Float64Array;
  integers(length: number): Int32Array;
  bytes(length: number): Uint8Array;
}

const workspace: Workspace = {
  floats: (length) => make(Float64Array, length),
  integers: (length) => make(Int32Array, length),
  bytes: (length) => make(Uint8Array, length),
};

/** Allocates each array by itself: unlike work arrays, these may be returned and kept. */
export const fresh: Workspace = {
  floats: (length) => new Float64Array(length),
  integers: (length) => new Int32Array(length),
  bytes: (length) => new Uint8Array(length),
};

/**
 * Runs `work` with arrays that it needs only while it runs: it may neither return nor keep them, nor
 * wait for a promise.
 *
 * The next work gets the same memory. With many small regions, the engine would otherwise spend much of
 * its time on collecting the arrays of each.
 */
export function inWorkspace<T>(work: (workspace: Workspace) => T): T {
  const before = used;
  try {
    return work(workspace);
  } finally {
    used = before;
  }
}

interface ArrayMaker<A> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): A;
  new (buffer: ArrayBuffer, at: number, length: number): A;
}

function make<A extends { fill(value: 0): A }>(Kind: ArrayMaker<A>, length: number): A {
  const at = used;
  const end = at + 8 * Math.ceil((Kind.BYTES_PER_ELEMENT * length) / 8);
  if (!(end <= CAPACITY)) return new Kind(length);
  memory ??= new ArrayBuffer(CAPACITY);
  used = end;
  return new Kind(memory, at, length).fill(0);
}
