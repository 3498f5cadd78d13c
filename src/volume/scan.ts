import type { VoxelArray } from "./volume.ts";

/** Every bit that is set in any byte, read four bytes at a time. */
export function unionOfBits(data: Uint8Array): number {
  const words = wordsOf(data);
  let union = 0;
  for (let w = 0; w < words.length; w++) union |= words[w];
  for (let v = 4 * words.length; v < data.length; v++) union |= data[v];
  return (union | (union >>> 8) | (union >>> 16) | (union >>> 24)) & 255;
}

/** The sum of bytes, read four at a time. */
export function sumOfBytes(data: Uint8Array): number {
  const words = wordsOf(data);
  let sum = 0;
  for (let w = 0; w < words.length; ) {
    // each half of a word holds a sum of at most 2 × 128 bytes
    const end = Math.min(words.length, w + 128);
    let halves = 0;
    for (; w < end; w++)
      halves = (halves + (words[w] & 0xff00ff) + ((words[w] >>> 8) & 0xff00ff)) | 0;
    sum += (halves & 0xffff) + (halves >>> 16);
  }
  for (let v = 4 * words.length; v < data.length; v++) sum += data[v];
  return sum;
}

/** Whether every number is finite. */
export function areFinite(data: Float64Array): boolean {
  let sum = 0;
  for (let v = 0; v < data.length; v++) sum += data[v] - data[v]; // NaN unless the number is finite
  return sum === 0;
}

/**
 * A test whether all of `data` from one place up to another is 0, which reads several numbers at
 * once. It may say no where all is 0: next to something else, in a last word that is not whole, or
 * where words cannot be read: numbers of 32 bits and more, memory that starts within a word.
 */
export function blankTest(data: VoxelArray): (from: number, to: number) => boolean {
  const perWord = 4 / data.BYTES_PER_ELEMENT;
  if (perWord < 2) return () => false;
  const words = wordsOf(data);
  return (from, to) => {
    const end = Math.ceil(to / perWord);
    if (end > words.length) return false;
    let union = 0;
    for (let w = Math.floor(from / perWord); w < end; w++) union |= words[w];
    return union === 0;
  };
}

/** The memory of an array in whole words of 32 bits; none if it does not start with one. */
function wordsOf({ buffer, byteOffset, byteLength }: VoxelArray): Int32Array {
  if (byteOffset % 4 !== 0) return new Int32Array(0);
  return new Int32Array(buffer, byteOffset, Math.floor(byteLength / 4));
}
