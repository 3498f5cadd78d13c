import type { Advice } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type Box, scanVolume } from "./box.ts";
import { sumOfBytes, unionOfBits } from "./scan.ts";
import { checkVolume, kindOf, type Volume, type VoxelArray } from "./volume.ts";

/** A region of interest: 1 inside, 0 outside. */
export type Mask = Volume<Uint8Array>;

/** Number of voxels in a mask. */
export function countVoxels(mask: Mask): number {
  return sumOfBytes(mask.data);
}

/** The intensities inside a mask, in voxel order. */
export function intensitiesIn({ data }: Volume, mask: Mask): Float64Array {
  const out = new Float64Array(countVoxels(mask));
  const [nx] = mask.size;
  for (let v = 0, n = 0; n < out.length; v += nx) n = gatherRow(data, mask.data, v, v + nx, out, n);
  return out;
}

// A function of its own for each row: an engine compiles what is called often as a whole, but a loop that
// runs long within one call without knowing what comes after it, so that each call leaves that code again.

/** Copies the numbers of a row that a mask has to `out`, from place `n` on; gives the place after them. */
function gatherRow(
  data: VoxelArray,
  inside: Uint8Array,
  from: number,
  to: number,
  out: Float64Array,
  n: number,
): number {
  let at = n;
  for (let v = from; v < to; v++) if (inside[v] !== 0) out[at++] = data[v];
  return at;
}

/** The lowest and highest intensity inside a mask; ∞ and -∞ if it is empty. NaN counts as outside. */
export function rangeIn(
  { data, size: [nx] }: Volume,
  { data: inside }: Mask,
): { readonly lowest: number; readonly highest: number } {
  const ends = Float64Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  for (let v = 0; v < data.length; v += nx) widenRange(data, inside, v, v + nx, ends);
  return { lowest: ends[0], highest: ends[1] };
}

/** Widens the range `ends` by the numbers of a row that a mask has. */
function widenRange(
  data: VoxelArray,
  inside: Uint8Array,
  from: number,
  to: number,
  ends: Float64Array,
): void {
  let lowest = ends[0];
  let highest = ends[1];
  for (let v = from; v < to; v++) {
    if (inside[v] === 0) continue;
    const x = data[v];
    if (x < lowest) lowest = x;
    if (x > highest) highest = x;
  }
  ends[0] = lowest;
  ends[1] = highest;
}

/** The labels in a label volume, ascending, without the background 0, with their voxel counts. */
export function listLabels(labels: Volume): { label: number; voxels: number }[] {
  const { data } = labels;
  const counts = new Map<number, number>();
  for (let v = 0; v < data.length; v++) {
    const label = data[v];
    if (label !== 0) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([label, voxels]) => ({ label, voxels }));
}

/**
 * The voxels with the given label, as a mask.
 *
 * @throws VoxomicsError `empty-mask` if no voxel has that label; the message lists those present.
 */
export function selectLabel(labels: Volume, label: number): Mask {
  return markLabel(labels, label, new Uint8Array(labels.data.length));
}

/** `selectLabel` in memory that is given, a blank byte for every voxel. */
export function markLabel(labels: Volume, label: number, out: Uint8Array): Mask {
  const data = withoutBuffer(labels.data);
  const first = data.indexOf(label);
  for (let v = first; v >= 0; v = data.indexOf(label, v)) {
    while (data[v] === label) out[v++] = 1;
  }
  if (first < 0) {
    const present = valuesPresent(labels);
    throw new VoxomicsError(
      "empty-mask",
      `mask has no voxel with label ${label}; ${describeLabels(present)}`,
      { label, present },
    );
  }
  return { ...labels, data: out };
}

/**
 * A volume of 0 and 1 as a mask, in memory of its own.
 *
 * @throws VoxomicsError `invalid-mask` if it holds other values, `empty-mask` if it is all 0.
 */
export function toMask(volume: Volume): Mask {
  const { mask } = asMask(volume);
  const isLent = mask.data.buffer === volume.data.buffer;
  return isLent ? { ...mask, data: mask.data.slice() } : mask;
}

/**
 * The voxels from a value on, as a mask: of fractions or probabilities.
 *
 * @throws VoxomicsError `empty-mask` if none reaches it; the message has the largest value.
 */
export function thresholdMask(volume: Volume, threshold: number): Mask {
  const { data } = volume;
  const out = new Uint8Array(data.length);
  let largest = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (let v = 0; v < data.length; v++) {
    if (data[v] > largest) largest = data[v];
    if (!(data[v] >= threshold)) continue;
    out[v] = 1;
    count++;
  }
  if (count > 0) return { ...volume, data: out };
  throw new VoxomicsError(
    "empty-mask",
    `mask is empty: none of its ${data.length} voxels reaches the threshold ${threshold}, the largest is ${largest}`,
    { threshold, largest },
  );
}

/** A mask that is not empty, and the bounding box of its voxels. */
export interface BoxedMask {
  readonly mask: Mask;
  readonly box: Box;
}

/**
 * `toMask`, but a volume that holds bytes lends its memory: for what only reads the mask.
 *
 * @param volume known to be sound
 */
export function asMask(volume: Volume): BoxedMask {
  const { data } = volume;
  const bytes = bytesOf(data);
  if (bytes === null) throw otherValues(volume);
  const mask = { ...volume, data: bytes };
  const { box, bits } = scanVolume(mask);
  if (bits > 1) throw otherValues(volume);
  if (box === null) {
    throw new VoxomicsError("empty-mask", `mask is empty: none of its ${data.length} voxels is 1`, {
      voxels: data.length,
    });
  }
  return { mask, box };
}

function otherValues(volume: Volume): VoxomicsError {
  const present = valuesPresent(volume);
  return new VoxomicsError(
    "invalid-mask",
    `mask must hold 0 and 1 only; ${describeLabels(present)}: choose a label, or a threshold`,
    { present, advice: maskAdvice },
  );
}

const maskAdvice: readonly Advice[] = [
  { option: "label", value: "N", does: "takes one label" },
  { option: "maskThreshold", value: "F", does: "takes the voxels from a value on" },
];

/** Whole numbers that came through 32-bit floats, as those of a scaled file, are off by this at most. */
const rounding = 2 ** -22;

/** 0 and 1 as bytes; null if there are other values. Bytes are not looked at, and keep their memory. */
function bytesOf(data: VoxelArray): Uint8Array | null {
  const plain = withoutBuffer(data);
  if (plain instanceof Uint8Array) return plain;
  const out = new Uint8Array(data.length);
  for (let v = 0; v < data.length; v++) {
    const value = data[v];
    const isIn = value > 0.5;
    if (!(Math.abs(value - (isIn ? 1 : 0)) <= rounding)) return null;
    out[v] = isIn ? 1 : 0;
  }
  return out;
}

/** The same memory; a Node `Buffer` has an `indexOf` and a `slice` that mean something else. */
function withoutBuffer(data: VoxelArray): VoxelArray {
  return data instanceof Uint8Array
    ? new Uint8Array(data.buffer, data.byteOffset, data.length)
    : data;
}

/** More values than a message lists are looked for no further: an image can hold millions. */
const mostListed = 12;

/** The first values other than 0 that a volume holds, ascending. */
function valuesPresent({ data }: Volume): number[] {
  const values = new Set<number>();
  for (let v = 0; v < data.length && values.size <= mostListed; v++) {
    if (data[v] !== 0) values.add(data[v]);
  }
  return [...values].sort((a, b) => a - b);
}

/**
 * Checks a mask record as it comes from outside; it may be empty.
 *
 * @returns the mask, its geometry in plain arrays
 * @throws VoxomicsError `invalid-volume`, or `invalid-mask` unless it holds bytes of 0 and 1.
 */
export function checkMask(mask: Mask): Mask {
  const checked = checkVolume(mask, "mask");
  const { data } = checked;
  const found = kindOf(data);
  if (found !== "Uint8Array") {
    throw new VoxomicsError(
      "invalid-mask",
      `mask.data: found ${found}, expected a Uint8Array of 0 and 1: make it with toMask or selectLabel`,
      { found },
    );
  }
  if (unionOfBits(data) > 1) throw otherValues(checked);
  return checked;
}

function describeLabels(present: readonly number[]): string {
  if (present.length === 0) return "it is all 0";
  const shown = present.slice(0, mostListed).join(", ");
  return `it holds ${shown}${present.length > mostListed ? " and more values" : ""}`;
}
