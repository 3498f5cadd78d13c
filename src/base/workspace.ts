/** Bytes that are kept for the next call; arrays that no longer fit are allocated on their own. */
const CAPACITY = 16 * 2 ** 20;

/** Made when first needed; the system provides its pages as they are written to. */
let memory: ArrayBuffer | null = null;
let used = 0;

/** Makes arrays to work in, all 0. */
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

/** Makes arrays that may be kept. */
export const fresh: Workspace = {
  floats: (length) => new Float64Array(length),
  integers: (length) => new Int32Array(length),
  bytes: (length) => new Uint8Array(length),
};

/**
 * Gives work arrays that it needs only while it runs: none of them may be returned or kept, nor may
 * work wait for a promise.
 *
 * Their memory is used again by the next work. Where there are many small regions, the engine would
 * otherwise spend much of the time on clearing away what each of them left.
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
