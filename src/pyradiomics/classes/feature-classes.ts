import { firstOrder } from "./first-order.ts";
import { glcm } from "./glcm.ts";
import { gldm } from "./gldm.ts";
import { glrlm } from "./glrlm.ts";
import { glszm } from "./glszm.ts";
import { ngtdm } from "./ngtdm.ts";
import { shape } from "./shape.ts";
import { shape2D } from "./shape-2d.ts";

/** Every feature class, in PyRadiomics' order. */
export const featureClasses = [
  firstOrder,
  glcm,
  gldm,
  glrlm,
  glszm,
  ngtdm,
  shape,
  shape2D,
] as const;

/** The name of a feature class. */
export type FeatureClassName = (typeof featureClasses)[number]["name"];

/** The settings of all classes by their names: PyRadiomics keeps them in one list. */
export const classSettings = {
  ...firstOrder.settings,
  ...glcm.settings,
  ...gldm.settings,
  ...glrlm.settings,
  ...glszm.settings,
  ...ngtdm.settings,
  ...shape2D.settings,
} as const;
