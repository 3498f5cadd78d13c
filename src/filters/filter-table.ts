import type { Watch } from "../base/watch.ts";
import type { Volume } from "../volume/volume.ts";
import type { FilterType, SettingsOf } from "./filter.ts";
import { gaborFilter } from "./gabor.ts";
import { gaussianFilter } from "./gaussian.ts";
import { gradientFilter } from "./gradient.ts";
import {
  exponentialFilter,
  logarithmFilter,
  squareFilter,
  squareRootFilter,
} from "./intensity-transforms.ts";
import { laplacianOfGaussianFilter } from "./laplacian-of-gaussian.ts";
import { lawsFilter } from "./laws.ts";
import { localBinaryPatternFilter } from "./local-binary-pattern.ts";
import { meanFilter } from "./mean.ts";
import { shannonFilter, simoncelliFilter } from "./radial-wavelet.ts";
import { rieszFilter } from "./riesz.ts";
import { waveletFilter } from "./wavelet.ts";

/** The voxels of a response map. */
export type Filter<T extends FilterType> = (
  image: Volume<Float64Array>,
  settings: SettingsOf<T>,
  watch: Watch,
) => Float64Array;

/** What each type of filter does. */
export const filterTable: { readonly [T in FilterType]: Filter<T> } = {
  mean: meanFilter,
  laplacianOfGaussian: laplacianOfGaussianFilter,
  laws: lawsFilter,
  gabor: gaborFilter,
  wavelet: waveletFilter,
  simoncelli: simoncelliFilter,
  shannon: shannonFilter,
  riesz: rieszFilter,
  gaussian: gaussianFilter,
  square: squareFilter,
  squareRoot: squareRootFilter,
  logarithm: logarithmFilter,
  exponential: exponentialFilter,
  gradient: gradientFilter,
  localBinaryPattern: localBinaryPatternFilter,
};
