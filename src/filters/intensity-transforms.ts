import { allocate } from "../convolution/allocate.ts";
import { boxReach, type FilterReach } from "../convolution/reach.ts";
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

/** A response depends on the voxel itself only. */
const itself = (): FilterReach => [boxReach([0, 0, 0])];

/** x² / m: never negative. */
export const square = filter({
  type: "square",
  title: "Square of every intensity.",
  settings: {},
  reach: itself,
  usesRange: true,
  respond: (image) => {
    const m = largestMagnitude(image.data);
    return m === 0 ? allocate(image.data.length) : mapVoxels(image, (x) => (x * x) / m);
  },
});

/** √(m |x|) with the sign of x. */
export const squareRoot = filter({
  type: "squareRoot",
  title: "Square root of every intensity.",
  settings: {},
  reach: itself,
  usesRange: true,
  respond: (image) => {
    const m = largestMagnitude(image.data);
    return mapVoxels(image, (x) => Math.sign(x) * Math.sqrt(m * Math.abs(x)));
  },
});

/** m log(|x| + 1) / log(m + 1) with the sign of x. */
export const logarithm = filter({
  type: "logarithm",
  title: "Logarithm of every intensity.",
  settings: {},
  reach: itself,
  usesRange: true,
  respond: (image) => {
    const m = largestMagnitude(image.data);
    const scale = m === 0 ? 0 : m / Math.log1p(m);
    return mapVoxels(image, (x) => Math.sign(x) * scale * Math.log1p(Math.abs(x)));
  },
});

/** exp(x log(m) / m): between 1 / m and m. */
export const exponential = filter({
  type: "exponential",
  title: "Exponential of every intensity.",
  settings: {},
  reach: itself,
  usesRange: true,
  respond: (image) => {
    const m = largestMagnitude(image.data);
    const scale = m === 0 ? 0 : Math.log(m) / m;
    return mapVoxels(image, (x) => Math.exp(scale * x));
  },
});

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
