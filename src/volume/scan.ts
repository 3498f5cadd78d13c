import type { VoxelArray } from "./volume.ts";

/** Every bit that is set in any byte, read four bytes at a time. */
export function unionOfBits(data: Uint8Array): number {
  const words = wordsOf(data);
  let union = unionOfWords(words, 0, words.length);
  for (let v = 4 * words.length; v < data.length; v++) union |= data[v];
  return unionOfLanes(union);
}

/** The bits that are set in any byte of a word. */
export function unionOfLanes(word: number): number {
  return (word | (word >>> 8) | (word >>> 16) | (word >>> 24)) & 255;
}

/** The bits that are set in any of the words from one place up to another. */
export function unionOfWords(words: Int32Array, from: number, to: number): number {
  let union = 0;
  let w = from;
  for (; w + 3 < to; w += 4) union |= words[w] | words[w + 1] | words[w + 2] | words[w + 3];
  for (; w < to; w++) union |= words[w];
  return union;
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
  // NaN unless all numbers are finite; two sums, because each addition waits for the one before
  let even = 0;
  let odd = 0;
  const pairs = data.length & ~1;
  for (let v = 0; v < pairs; v += 2) {
    even += data[v] - data[v];
    odd += data[v + 1] - data[v + 1];
  }
  return even + odd === 0 && (pairs === data.length || Number.isFinite(data[pairs]));
}

/** The memory of an array in whole words of 32 bits; none if it does not start with one. */
export function wordsOf({ buffer, byteOffset, byteLength }: VoxelArray): Int32Array {
  if (byteOffset % 4 !== 0) return new Int32Array(0);
  return new Int32Array(buffer, byteOffset, Math.floor(byteLength / 4));
}
