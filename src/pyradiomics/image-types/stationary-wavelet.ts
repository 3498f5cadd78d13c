import { wideBlocks } from "../../convolution/axis-blocks.ts";
import { extendAxis } from "../../convolution/boundary.ts";
import { combineLines, extendLines } from "../../convolution/line-block.ts";
import type { Axis } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";
import type { DecompositionFilters, Precision } from "../wavelets/decomposition-filters.ts";

/** A sub-band of one level: its letters, L or H for each axis, and its values. */
export interface SubBand {
  readonly letters: string;
  readonly data: Float64Array;
}

/**
 * The sub-bands of one level of the stationary wavelet transform along some axes, LLL first; the letter of the
 * last axis changes fastest. Each is made when the loop comes to it.
 *
 * y(n) = Σ taps[k] x(n + F / 2 - k) along every axis, with F taps and x periodic. Sums are taken in the order
 * of the taps, in PyWavelets' precision: where an image is flat, a high-pass response is nothing but
 * rounding errors, and their sign says in which bin it falls.
 */
export function* subBands(
  data: Float64Array,
  size: Vec3,
  axes: readonly Axis[],
  filters: DecompositionFilters,
  precision: Precision,
  letters = "",
): Generator<SubBand> {
  if (letters.length === axes.length) {
    yield { letters, data };
    return;
  }
  const axis = axes[letters.length];
  const low = filterPeriodically(data, size, axis, filters.low, precision);
  yield* subBands(low, size, axes, filters, precision, `${letters}L`);
  const high = filterPeriodically(data, size, axis, filters.high, precision);
  yield* subBands(high, size, axes, filters, precision, `${letters}H`);
}

/** The response along one axis. */
function filterPeriodically(
  data: Float64Array,
  size: Vec3,
  axis: Axis,
  taps: readonly number[],
  precision: Precision,
): Float64Array {
  const count = size[axis];
  const out = new Float64Array(data.length);
  const half = taps.length / 2;
  const map = extendAxis(count, half - 1, half, "periodic");
  const { lines, lineStride, valueStride, forEach } = wideBlocks(size, axis, 16, 16384);
  const extended = new Float64Array(map.length * lines);
  const sums = new Float64Array(count * lines);
  const addTap = precision === 32 ? addRoundedTap : addExactTap;
  const inOrder = taps.flatMap((tap, k) => (tap === 0 ? [] : [{ tap, k }]));
  forEach((start, width) => {
    const length = count * width;
    extendLines(data, start, lineStride, valueStride, map, width, extended);
    sums.fill(0, 0, length);
    for (const { tap, k } of inOrder) {
      addTap(extended, (taps.length - 1 - k) * width, tap, length, sums);
    }
    combineLines(sums, out, start, lineStride, valueStride, width, count, "set");
  });
  return out;
}

function addExactTap(
  x: Float64Array,
  at: number,
  tap: number,
  length: number,
  sums: Float64Array,
): void {
  for (let v = 0; v < length; v++) sums[v] += tap * x[at + v];
}

/** `addExactTap` with product and sum rounded to 32 bits. */
function addRoundedTap(
  x: Float64Array,
  at: number,
  tap: number,
  length: number,
  sums: Float64Array,
): void {
  for (let v = 0; v < length; v++) {
    sums[v] = Math.fround(sums[v] + Math.fround(tap * x[at + v]));
  }
}
