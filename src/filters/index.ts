export { applyFilter } from "./apply-filter.ts";
export type { Boundary } from "./boundary.ts";
export type { Dimensions } from "./filter.ts";
export {
  completeFilter,
  type FilterInput,
  type FilterSettings,
  type FilterType,
  filterIdentity,
  filters,
} from "./filters.ts";
export type { GaborFilter } from "./gabor.ts";
export type { GaussianFilter } from "./gaussian.ts";
export type { GradientFilter } from "./gradient.ts";
export type {
  ExponentialFilter,
  LogarithmFilter,
  SquareFilter,
  SquareRootFilter,
} from "./intensity-transforms.ts";
export type { LaplacianOfGaussian, LaplacianOfGaussianFilter } from "./laplacian-of-gaussian.ts";
export type { LawsFilter } from "./laws.ts";
export type { LocalBinaryPatternFilter } from "./local-binary-pattern.ts";
export type { MeanFilter } from "./mean.ts";
export type { Pooling } from "./pooling.ts";
export type { Shannon, ShannonFilter, Simoncelli, SimoncelliFilter } from "./radial-wavelet.ts";
export type { RieszFilter } from "./riesz.ts";
export type { WaveletFilter } from "./wavelet.ts";
export { waveletNames } from "./wavelet-family.ts";
