/** Copies the bytes from one place up to another, to a place of the other array. */
export type CopyBytes = (from: number, end: number, to: number) => void;

/**
 * Copies bytes of one array to another, four at a time: rows of a mask are so short that a call of `set`
 * for each takes longer.
 */
export function bytesCopier(source: Uint8Array, target: Uint8Array): CopyBytes {
  const read = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const write = new DataView(target.buffer, target.byteOffset, target.byteLength);
  return (from, end, to) => {
    let v = from;
    let at = to;
    for (; v + 4 <= end; v += 4, at += 4) write.setInt32(at, read.getInt32(v, true), true);
    for (; v < end; v++, at++) target[at] = source[v];
  };
}
