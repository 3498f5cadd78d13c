import type { Vec3 } from "../../volume/volume.ts";

// Thévenaz, Blu and Unser, https://doi.org/10.1109/42.875199: the image goes on mirrored at its border voxels

/** The pole of the prefilter. */
const pole = Math.sqrt(3) - 2;

/** A voxel this far away has less influence on a coefficient than a rounding error. */
export const splineMargin = 32;

/** The factor of both passes together. */
const gain = (1 - pole) * (1 - 1 / pole);

/** Replaces voxels by their cubic B-spline coefficients; x runs fastest. An axis of one voxel stays as it is. */
export function toMirrorCoefficients(data: Float64Array, size: Vec3): void {
  let inner = 1;
  for (const count of size) {
    const block = inner * count;
    for (let at = 0; count > 1 && at < data.length; at += block) {
      filterLines(data.subarray(at, at + block), count, inner);
    }
    inner = block;
  }
}

/** Filters interleaved lines: sample k of line i is `lines[k * inner + i]`. */
function filterLines(lines: Float64Array, count: number, inner: number): void {
  const end = count * inner;
  const first = firstCoefficients(lines, count, inner);
  lines.set(first);
  for (let j = inner; j < end; j++) lines[j] = gain * lines[j] + pole * lines[j - inner];
  const last = pole / (pole * pole - 1);
  for (let j = end - inner; j < end; j++) lines[j] = last * (pole * lines[j - inner] + lines[j]);
  for (let j = end - inner - 1; j >= 0; j--) lines[j] = pole * (lines[j + inner] - lines[j]);
}

/** What the causal pass begins with: gain Σ poleᵏ f(k), over the mirrored line without end. */
function firstCoefficients(lines: Float64Array, count: number, inner: number): Float64Array {
  const sums = new Float64Array(inner);
  const period = 2 * count - 2;
  const settled = 1 / (1 - pole ** period);
  for (let k = 0; k < Math.min(count, splineMargin + 8); k++) {
    const back = k === 0 || k === count - 1 ? 0 : pole ** (period - k);
    const weight = gain * settled * (pole ** k + back);
    for (let i = 0; i < inner; i++) sums[i] += weight * lines[k * inner + i];
  }
  return sums;
}
