import { exponential, logarithm, square, squareRoot } from "./intensity-transforms.ts";
import { original } from "./original.ts";

/** Every image type, in the order of PyRadiomics' documentation. */
export const imageTypes = [original, square, squareRoot, logarithm, exponential] as const;

/** The name of an image type in parameter files. */
export type ImageTypeName = (typeof imageTypes)[number]["name"];

/** The settings of all image types by their names: PyRadiomics keeps them in one list. */
export const imageSettings = {};
