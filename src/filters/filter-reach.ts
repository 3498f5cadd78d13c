import type { Grid } from "../volume/volume.ts";
import type { FilterSettings, FilterType, SettingsOf } from "./filter.ts";
import { gaborReach } from "./gabor.ts";
import { gaussianReach } from "./gaussian.ts";
import { gradientReach } from "./gradient.ts";
import { laplacianOfGaussianReach } from "./laplacian-of-gaussian.ts";
import { lawsReach } from "./laws.ts";
import { localBinaryPatternReach } from "./local-binary-pattern.ts";
import { meanReach } from "./mean.ts";
import { boxReach, type FilterReach } from "./reach.ts";
import { waveletReach } from "./wavelet.ts";

type Reach<T extends FilterType> = (settings: SettingsOf<T>, grid: Grid) => FilterReach;

/** Of transforms of single intensities. That they are scaled to the image's range does not count. */
const itself = (): FilterReach => [boxReach([0, 0, 0])];

/** Of filters in the frequency domain: every voxel has a weight in every response. */
const wholeImage = (): FilterReach => null;

const reachTable: { readonly [T in FilterType]: Reach<T> } = {
  mean: meanReach,
  laplacianOfGaussian: laplacianOfGaussianReach,
  laws: lawsReach,
  gabor: gaborReach,
  wavelet: waveletReach,
  simoncelli: wholeImage,
  shannon: wholeImage,
  riesz: wholeImage,
  gaussian: gaussianReach,
  square: itself,
  squareRoot: itself,
  logarithm: itself,
  exponential: itself,
  gradient: gradientReach,
  localBinaryPattern: localBinaryPatternReach,
};

/**
 * Where a filter looks on a grid: see `FilterReach`.
 *
 * @throws VoxomicsError `invalid-settings` for settings that mean nothing
 */
export function reachOf(settings: FilterSettings, grid: Grid): FilterReach {
  // the table pairs each type with a function of its own settings
  const reach = reachTable[settings.type] as Reach<FilterType>;
  return reach(settings as never, grid);
}
