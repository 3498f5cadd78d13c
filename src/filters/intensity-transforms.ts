import { allocate } from "../convolution/allocate.ts";
import { boxReach } from "../convolution/reach.ts";
import type { Volume } from "../volume/volume.ts";
import { filter, type SettingsOf } from "./filter.ts";

/**
 * Transforms of single intensities as PyRadiomics defines them (its documentation,
 * radiomics.imageoperations, version 3; van Griethuysen et al. 2017,
 * doi:10.1158/0008-5472.CAN-17-0339). m is the largest finite absolute intensity of the whole
 * image; the responses of all transforms but the exponential have the same m. If all intensities
 * are 0, the responses are 0, and 1 for the exponential. `boundary` and `dimensions` have no
 * effect.
 */

/**
 * A filter that changes every intensity by itself.
 *
 * @param transformOf gives the transform for m
 */
function transformFilter<const T extends string>(
  type: T,
  title: string,
  transformOf: (m: number) => (x: number) => number,
) {
  return filter({
    type,
    title,
    settings: {},
    // a response depends on the voxel itself, and on m
    reach: () => [boxReach([0, 0, 0])],
    usesRange: true,
    respond: (image) => mapVoxels(image, transformOf(largestMagnitude(image.data))),
  });
}

/** x² / m: never negative. */
export const square = transformFilter("square", "Square of every intensity.", (m) =>
  m === 0 ? () => 0 : (x) => (x * x) / m,
);

/** √(m |x|) with the sign of x. */
export const squareRoot = transformFilter(
  "squareRoot",
  "Square root of every intensity.",
  (m) => (x) => Math.sign(x) * Math.sqrt(m * Math.abs(x)),
);

/** m log(|x| + 1) / log(m + 1) with the sign of x. */
export const logarithm = transformFilter("logarithm", "Logarithm of every intensity.", (m) => {
  const scale = m === 0 ? 0 : m / Math.log1p(m);
  return (x) => Math.sign(x) * scale * Math.log1p(Math.abs(x));
});

/** exp(x log(m) / m): between 1 / m and m. */
export const exponential = transformFilter(
  "exponential",
  "Exponential of every intensity.",
  (m) => {
    const scale = m === 0 ? 0 : Math.log(m) / m;
    return (x) => Math.exp(scale * x);
  },
);

export type SquareFilter = SettingsOf<typeof square>;
export type SquareRootFilter = SettingsOf<typeof squareRoot>;
export type LogarithmFilter = SettingsOf<typeof logarithm>;
export type ExponentialFilter = SettingsOf<typeof exponential>;

function largestMagnitude(data: Float64Array): number {
  let largest = 0;
  for (let v = 0; v < data.length; v++) {
    const magnitude = Math.abs(data[v]);
    if (magnitude > largest && magnitude < Number.POSITIVE_INFINITY) largest = magnitude;
  }
  return largest;
}

function mapVoxels({ data }: Volume<Float64Array>, f: (x: number) => number): Float64Array {
  const out = allocate(data.length);
  for (let v = 0; v < data.length; v++) out[v] = f(data[v]);
  return out;
}
