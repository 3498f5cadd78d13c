import { gradient } from "./gradient.ts";
import { exponential, logarithm, square, squareRoot } from "./intensity-transforms.ts";
import { laplacianOfGaussian } from "./laplacian-of-gaussian.ts";
import { localBinaryPattern2D } from "./local-binary-pattern-2d.ts";
import { localBinaryPattern3D } from "./local-binary-pattern-3d.ts";
import { original } from "./original.ts";
import { wavelet } from "./wavelet.ts";

/** Every image type, in the order of PyRadiomics' documentation. */
export const imageTypes = [
  original,
  laplacianOfGaussian,
  wavelet,
  square,
  squareRoot,
  logarithm,
  exponential,
  gradient,
  localBinaryPattern2D,
  localBinaryPattern3D,
] as const;

/** The name of an image type in parameter files. */
export type ImageTypeName = (typeof imageTypes)[number]["name"];

/** The settings of all image types by their names: PyRadiomics keeps them in one list. */
export const imageSettings = {
  ...laplacianOfGaussian.settings,
  ...wavelet.settings,
  ...gradient.settings,
  ...localBinaryPattern2D.settings,
  ...localBinaryPattern3D.settings,
};
