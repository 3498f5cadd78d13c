import type { Workspace } from "../base/workspace.ts";
import { interleaved, type Quads } from "./quads.ts";

/** What is made of lines along an axis: sums of their values, of one or several volumes at once. */
export interface LinePass {
  /** How many values the sums need on both sides of a voxel. */
  readonly reach: number;
  /** The number of volumes that are made, which is that of the volumes that the next pass reads. */
  readonly makes: number;
  /**
   * Makes rows of quads of sums.
   *
   * @param at entry of the first voxel in each of `from`, `to` that of the first sum in each of `out`
   */
  run(
    from: readonly Float64Array[],
    at: number,
    out: readonly Float64Array[],
    to: number,
    quads: Quads,
    rows: number,
  ): void;
}

/** Where the sums of interleaved lines are written: value k of line i is entry start + k * gap + i. */
export interface SumPlaces {
  readonly data: readonly Float64Array[];
  readonly start: number;
  readonly gap: number;
}

/** Runs a pass on interleaved lines: value k of line i is entry at + k * gap + i of each of `from`. */
export type RunPass = (
  from: readonly Float64Array[],
  at: number,
  out: SumPlaces,
  lines: number,
  count: number,
) => void;

/**
 * Prepares a pass for up to `gap` interleaved lines. Quads may read up to 3 values past those that the
 * sums need.
 */
export function planPass(pass: LinePass, gap: number, { floats }: Workspace): RunPass {
  const past = Array.from({ length: pass.makes }, () => floats(4 * gap));
  return (from, at, { data, start, gap: outGap }, lines, count) => {
    const rest = count % 4;
    const whole = count - rest;
    pass.run(from, at, data, start, interleaved(lines, gap, outGap), whole / 4);
    if (rest === 0) return;
    // the last quad has sums past the end of the lines
    pass.run(from, at + whole * gap, past, 0, interleaved(lines, gap, gap), 1);
    data.forEach((values, n) => {
      for (let k = 0; k < rest; k++) {
        const row = past[n].subarray(k * gap, k * gap + lines);
        values.set(row, start + (whole + k) * outGap);
      }
    });
  };
}
