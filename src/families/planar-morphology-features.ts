import type { FeatureTable, UndefinedCase } from "../features/feature.ts";
import type { PlanarSummary } from "../morphology/planar-summary.ts";

type Cases = readonly UndefinedCase<PlanarSummary>[];

/** The covariance of pixel centres is divided by N - 1. */
const onePixel: Cases = [{ reason: "too-few-voxels", when: (s) => s.pixels < 2 }];
const noEllipse: Cases = [
  ...onePixel,
  { reason: "flat-region", when: (s) => s.approximateEllipse().area === 0 },
];
const noIntensities: Cases = [
  { reason: "empty-intensity-mask", when: (s) => s.intensity().voxels === 0 },
];
const noWeight: Cases = [
  ...noIntensities,
  { reason: "zero-mean", when: (s) => s.intensity().total === 0 },
];

/**
 * Morphological features of one slice: those of the standard's 3D morphology that have a counterpart in a plane. A and P are
 * area and perimeter of the outline. The IBSI has none of them.
 */
export const planarMorphologyFeatures = {
  areaMesh: {
    name: "Area (mesh)",
    code: null,
    tag: "planar_area",
    unit: "mm²",
    definition: "A = area inside the outline, by marching squares; without that of holes",
    value: (s) => s.outline().area,
  },
  areaPixelCounting: {
    name: "Area (pixel counting)",
    code: null,
    tag: "planar_area_approx",
    unit: "mm²",
    definition: "number of pixels × area of a pixel",
    value: (s) => s.pixelArea,
  },
  perimeter: {
    name: "Perimeter",
    code: null,
    tag: "planar_perimeter",
    unit: "mm",
    definition: "P = length of the outline, with that of holes",
    value: (s) => s.outline().perimeter,
  },
  perimeterToAreaRatio: {
    name: "Perimeter to area ratio",
    code: null,
    tag: "planar_pa",
    unit: "1/mm",
    definition: "P / A",
    value: (s) => s.outline().perimeter / s.outline().area,
  },
  circularity: {
    name: "Circularity",
    code: null,
    tag: "planar_circularity",
    definition: "4π A / P²",
    value: ({ outline }) => (4 * Math.PI * outline().area) / outline().perimeter ** 2,
  },
  sphericity: {
    name: "Sphericity (2D)",
    code: null,
    tag: "planar_sphericity",
    definition: "2 sqrt(π A) / P, the square root of the circularity",
    value: ({ outline }) => (2 * Math.sqrt(Math.PI * outline().area)) / outline().perimeter,
  },
  centreOfMassShift: {
    name: "Centre of mass shift (2D)",
    code: null,
    tag: "planar_com",
    unit: "mm",
    definition: "distance from the mean pixel position to Σ X_k x_k / Σ X_k of the intensity mask",
    undefinedWhen: noWeight,
    value: (s) => s.centreShift(),
  },
  maximum2dDiameter: {
    name: "Maximum 2D diameter",
    code: null,
    tag: "planar_diam",
    unit: "mm",
    definition: "largest distance between two vertices of the outline",
    value: (s) => s.diameter(),
  },
  minimumFeretDiameter: {
    name: "Minimum Feret diameter",
    code: null,
    tag: "planar_min_feret",
    unit: "mm",
    definition: "smallest distance between two parallel lines with the outline between them",
    value: (s) => s.width(),
  },
  majorAxisLength: {
    name: "Major axis length (2D)",
    code: null,
    tag: "planar_pca_maj_axis",
    unit: "mm",
    definition: "4 sqrt(λ1), λ1 ≥ λ2 eigenvalues of the pixel positions' covariance (N - 1)",
    undefinedWhen: onePixel,
    value: (s) => 2 * s.semiAxes()[0],
  },
  minorAxisLength: {
    name: "Minor axis length (2D)",
    code: null,
    tag: "planar_pca_min_axis",
    unit: "mm",
    definition: "4 sqrt(λ2)",
    undefinedWhen: onePixel,
    value: (s) => 2 * s.semiAxes()[1],
  },
  elongation: {
    name: "Elongation (2D)",
    code: null,
    tag: "planar_pca_elongation",
    definition: "sqrt(λ2 / λ1)",
    undefinedWhen: onePixel,
    value: (s) => s.semiAxes()[1] / s.semiAxes()[0],
  },
  areaConvexHull: {
    name: "Area of the convex hull",
    code: null,
    tag: "planar_area_conv_hull",
    unit: "mm²",
    definition: "area of the outline's convex hull",
    value: (s) => s.hull().area,
  },
  perimeterConvexHull: {
    name: "Perimeter of the convex hull",
    code: null,
    tag: "planar_perim_conv_hull",
    unit: "mm",
    definition: "perimeter of the outline's convex hull",
    value: (s) => s.hull().perimeter,
  },
  areaDensityAxisAlignedBoundingRectangle: {
    name: "Area density (axis-aligned bounding rectangle)",
    code: null,
    tag: "planar_area_dens_aabr",
    definition: "A / area of the outline's rectangle along the grid's axes",
    value: (s) => s.outline().area / s.alignedRectangle.area,
  },
  perimeterDensityAxisAlignedBoundingRectangle: {
    name: "Perimeter density (axis-aligned bounding rectangle)",
    code: null,
    tag: "planar_perim_dens_aabr",
    definition: "P / perimeter of the outline's rectangle along the grid's axes",
    value: (s) => s.outline().perimeter / s.alignedRectangle.perimeter,
  },
  areaDensityOrientedMinimumBoundingRectangle: {
    name: "Area density (oriented minimum bounding rectangle)",
    code: null,
    tag: "planar_area_dens_ombr",
    definition: "A / area of the outline's smallest rectangle in any orientation",
    value: (s) => s.outline().area / s.orientedRectangle().area,
  },
  perimeterDensityOrientedMinimumBoundingRectangle: {
    name: "Perimeter density (oriented minimum bounding rectangle)",
    code: null,
    tag: "planar_perim_dens_ombr",
    definition: "P / perimeter of the outline's smallest rectangle (by area) in any orientation",
    value: (s) => s.outline().perimeter / s.orientedRectangle().perimeter,
  },
  areaDensityApproximateEnclosingEllipse: {
    name: "Area density (approximate enclosing ellipse)",
    code: null,
    tag: "planar_area_dens_aee",
    definition: "A / (π a b), semi-axes a, b = 2 sqrt(λ1), 2 sqrt(λ2)",
    undefinedWhen: noEllipse,
    value: (s) => s.outline().area / s.approximateEllipse().area,
  },
  perimeterDensityApproximateEnclosingEllipse: {
    name: "Perimeter density (approximate enclosing ellipse)",
    code: null,
    tag: "planar_perim_dens_aee",
    definition: "P / perimeter of that ellipse, 4 a E(sqrt(1 - b²/a²)); 4 a where b = 0",
    undefinedWhen: onePixel,
    value: (s) => s.outline().perimeter / s.approximateEllipse().perimeter,
  },
  areaDensityMinimumAreaEnclosingEllipse: {
    name: "Area density (minimum area enclosing ellipse)",
    code: null,
    tag: "planar_area_dens_maee",
    definition: "A / area of the smallest ellipse around the outline",
    value: (s) => s.outline().area / s.enclosingEllipse().area,
  },
  perimeterDensityMinimumAreaEnclosingEllipse: {
    name: "Perimeter density (minimum area enclosing ellipse)",
    code: null,
    tag: "planar_perim_dens_maee",
    definition: "P / perimeter of the smallest ellipse (by area) around the outline",
    value: (s) => s.outline().perimeter / s.enclosingEllipse().perimeter,
  },
  areaDensityConvexHull: {
    name: "Area density (convex hull)",
    code: null,
    tag: "planar_area_dens_conv_hull",
    definition: "A / area of the outline's convex hull: the solidity",
    value: (s) => s.outline().area / s.hull().area,
  },
  perimeterDensityConvexHull: {
    name: "Perimeter density (convex hull)",
    code: null,
    tag: "planar_perim_dens_conv_hull",
    definition: "P / perimeter of the outline's convex hull",
    value: (s) => s.outline().perimeter / s.hull().perimeter,
  },
  integratedIntensity: {
    name: "Integrated intensity (2D)",
    code: null,
    tag: "planar_integ_int",
    unit: "intensity·mm²",
    definition: "A × mean intensity of the intensity mask in the slice",
    undefinedWhen: noIntensities,
    value: (s) => (s.outline().area * s.intensity().total) / s.intensity().voxels,
  },
} as const satisfies FeatureTable<PlanarSummary>;
