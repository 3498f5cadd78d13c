import { type Grid, gridOf, type Volume, type VoxelArray } from "../../volume/volume.ts";

/** The types of voxels that the viewer's textures hold. */
export type ShownVoxels = Uint8Array | Int16Array | Uint16Array | Float32Array;

/** A volume as the viewer draws it: a copy, whose memory can be handed over. */
export interface ShownVolume extends Grid {
  readonly data: ShownVoxels;
  /** The least and the greatest finite value; [0, 0] where there is none. */
  readonly range: readonly [number, number];
  /** Values below which 2 % and 98 % of a sample of the voxels lie: a window to begin with. */
  readonly window: readonly [number, number];
}

/**
 * A copy of a volume for the viewer, in the narrowest type that holds its values exactly, else in 32-bit
 * floats.
 */
export function shownVolume(volume: Volume): ShownVolume {
  const { data } = volume;
  const { range, whole } = scan(data);
  const shown = { ...gridOf(volume), data: narrowed(data, range, whole), range };
  return { ...shown, window: windowOf(shown.data, range) };
}

function scan(data: VoxelArray): { range: readonly [number, number]; whole: boolean } {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (let v = 0; v < data.length; v++) {
    const value = data[v];
    if (value < least && value !== Number.NEGATIVE_INFINITY) least = value;
    if (value > greatest && value !== Number.POSITIVE_INFINITY) greatest = value;
    if (whole && !Number.isInteger(value)) whole = false;
  }
  return { range: least > greatest ? [0, 0] : [least, greatest], whole };
}

function narrowed(data: VoxelArray, [least, greatest]: readonly [number, number], whole: boolean) {
  if (!whole) return Float32Array.from(data);
  if (least >= 0 && greatest < 2 ** 8) return Uint8Array.from(data);
  if (least >= -(2 ** 15) && greatest < 2 ** 15) return Int16Array.from(data);
  if (least >= 0 && greatest < 2 ** 16) return Uint16Array.from(data);
  return Float32Array.from(data);
}

/** How many voxels the first window is taken from. */
const sampled = 20_000;

function windowOf(data: ShownVoxels, range: readonly [number, number]): readonly [number, number] {
  const step = Math.max(1, Math.floor(data.length / sampled));
  const sample: number[] = [];
  for (let v = 0; v < data.length; v += step) {
    if (Number.isFinite(data[v])) sample.push(data[v]);
  }
  sample.sort((a, b) => a - b);
  const at = (level: number) => sample[Math.round(level * (sample.length - 1))] ?? 0;
  const window = [at(0.02), at(0.98)] as const;
  return window[0] < window[1] ? window : range;
}
