/** The largest compression ratio of PackBits: two bytes hold a run of up to 128. */
export const largestPackBitsRatio = 64;

/**
 * Unpacks a run-length code, PackBits of TIFF and the segments of DICOM's RLE, to every `step`th byte of `out`,
 * from byte `first` on, up to the end of `out`.
 *
 * @returns how many bytes were written
 */
export function unpackBits(packed: Uint8Array, out: Uint8Array, first = 0, step = 1): number {
  let at = first;
  for (let from = 0; from < packed.length && at < out.length; ) {
    const control = packed[from++];
    if (control < 128) {
      const end = Math.min(from + control + 1, packed.length);
      for (; from < end && at < out.length; at += step) out[at] = packed[from++];
    } else if (control > 128 && from < packed.length) {
      const byte = packed[from++];
      for (let n = 257 - control; n > 0 && at < out.length; n--, at += step) out[at] = byte;
    }
  }
  return (at - first) / step;
}
