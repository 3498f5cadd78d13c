// Cubic B-spline interpolation after Thévenaz, Blu and Unser, https://doi.org/10.1109/42.875199

/**
 * The pole of the prefilter: a sample's influence on a coefficient falls by this factor with every
 * voxel.
 */
const pole = Math.sqrt(3) - 2;

/**
 * Distance in voxels from which on a sample's influence on a coefficient is below a rounding error.
 */
export const splineReach = 32;

/** Weights of the coefficients at i - 1, i, i + 1, i + 2 for a position i + t, 0 <= t < 1. */
export function splineWeights(t: number): readonly number[] {
  const u = 1 - t;
  return [
    (u * u * u) / 6,
    (4 - 3 * t * t * (2 - t)) / 6,
    (4 - 3 * u * u * (2 - u)) / 6,
    (t * t * t) / 6,
  ];
}

/**
 * Replaces samples by their B-spline coefficients, along the slowest axis of `data`.
 *
 * Sample k of interleaved line i is `data[k * inner + i]`, for k < count and i < inner. Each line is
 * extended by its border values, without end.
 */
export function toSplineCoefficients(data: Float64Array, count: number, inner: number): void {
  const end = count * inner;
  const gain = (1 - pole) * (1 - 1 / pole);
  const steady = gain / (1 - pole); // the limit of the causal filter on a line of ones
  const last = data.slice(end - inner, end);

  for (let j = 0; j < inner; j++) data[j] *= steady;
  for (let j = inner; j < end; j++) data[j] = gain * data[j] + pole * data[j - inner];

  const fromSteady = -pole / (1 - pole);
  const fromRest = -pole / (1 - pole * pole);
  for (let i = 0, j = end - inner; i < inner; i++, j++) {
    const settled = steady * last[i];
    data[j] = fromSteady * settled + fromRest * (data[j] - settled);
  }
  for (let j = end - inner - 1; j >= 0; j--) data[j] = pole * (data[j + inner] - data[j]);
}
