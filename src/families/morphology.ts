import type { FeatureTable, UndefinedCase } from "../features/feature.ts";
import { wholePower } from "../math/power.ts";
import { cubeRoot, threeHalvesPower } from "../math/roots.ts";
import { type MorphologySummary, type Solid, summariseMorphology } from "../morphology/summary.ts";
import { regionFamily } from "./region-family.ts";

type Cases = readonly UndefinedCase<MorphologySummary>[];

/**
 * If the thickness of the one slice was assumed, lengths across the slice are unknown; those in its
 * plane are known.
 */
const noThickness: Cases = [
  { reason: "thickness-assumed", when: (s) => s.thicknessAssumed === true },
];
/** The covariance of voxel centres is divided by N - 1. */
const oneVoxel: Cases = [{ reason: "too-few-voxels", when: (s) => s.voxels < 2 }];
const noDepth: Cases = [...noThickness, ...oneVoxel];
const noEllipsoid: Cases = [
  ...noDepth,
  { reason: "flat-region", when: (s) => s.approximateEllipsoid().volume === 0 },
];
const noEllipsoidArea: Cases = [
  ...noDepth,
  { reason: "flat-region", when: (s) => s.approximateEllipsoid().area === 0 },
];
const noIntensities: Cases = [
  { reason: "empty-intensity-mask", when: (s) => s.intensity().voxels === 0 },
];
const noWeight: Cases = [
  ...noIntensities,
  { reason: "zero-mean", when: (s) => s.intensity().total === 0 },
];
const noVariation: Cases = [
  ...noIntensities,
  { reason: "too-few-voxels", when: (s) => s.intensity().voxels < 2 },
  { reason: "single-intensity", when: (s) => s.intensity().minimum === s.intensity().maximum },
  { reason: "too-large", when: (s) => s.autocorrelation() === null },
];

/** 36π V² / A³: 1 for a sphere, less for any other shape. */
const compactness = ({ volume, area }: Solid) => (36 * Math.PI * volume ** 2) / wholePower(area, 3);

/** Morphological features (IBSI HCUG). V and A are volume and area of the mesh. */
export const morphologyFeatures = {
  volumeMesh: {
    name: "Volume (mesh)",
    code: "RNU0",
    tag: "morph_volume",
    unit: "mm³",
    definition: "V = |Σ a · (b × c)| / 6 over the mesh's triangles a b c",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().volume,
  },
  volumeVoxelCounting: {
    name: "Volume (voxel counting)",
    code: "YEKZ",
    tag: "morph_vol_approx",
    unit: "mm³",
    definition: "number of voxels × volume of a voxel",
    undefinedWhen: noThickness,
    value: (s) => s.voxelVolume,
  },
  surfaceAreaMesh: {
    name: "Surface area (mesh)",
    code: "C0JK",
    tag: "morph_area_mesh",
    unit: "mm²",
    definition: "A = Σ |(b - a) × (c - a)| / 2 over the mesh's triangles a b c",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().area,
  },
  surfaceToVolumeRatio: {
    name: "Surface to volume ratio",
    code: "2PR5",
    tag: "morph_av",
    unit: "1/mm",
    definition: "A / V",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().area / s.mesh().volume,
  },
  compactness1: {
    name: "Compactness 1",
    code: "SKGS",
    tag: "morph_comp_1",
    definition: "V / (π^(1/2) A^(3/2))",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().volume / (Math.sqrt(Math.PI) * threeHalvesPower(s.mesh().area)),
  },
  compactness2: {
    name: "Compactness 2",
    code: "BQWJ",
    tag: "morph_comp_2",
    definition: "36π V² / A³",
    undefinedWhen: noThickness,
    value: (s) => compactness(s.mesh()),
  },
  sphericalDisproportion: {
    name: "Spherical disproportion",
    code: "KRCK",
    tag: "morph_sph_dispr",
    definition: "A / (36π V²)^(1/3)",
    undefinedWhen: noThickness,
    value: (s) => 1 / cubeRoot(compactness(s.mesh())),
  },
  sphericity: {
    name: "Sphericity",
    code: "QCFX",
    tag: "morph_sphericity",
    definition: "(36π V²)^(1/3) / A",
    undefinedWhen: noThickness,
    value: (s) => cubeRoot(compactness(s.mesh())),
  },
  asphericity: {
    name: "Asphericity",
    code: "25C7",
    tag: "morph_asphericity",
    definition: "(A³ / (36π V²))^(1/3) - 1",
    undefinedWhen: noThickness,
    value: (s) => 1 / cubeRoot(compactness(s.mesh())) - 1,
  },
  centreOfMassShift: {
    name: "Centre of mass shift",
    code: "KLMA",
    tag: "morph_com",
    unit: "mm",
    definition: "distance from the mean voxel position to Σ X_k x_k / Σ X_k of the intensity mask",
    undefinedWhen: noWeight,
    value: (s) => s.centreShift(),
  },
  maximum3dDiameter: {
    name: "Maximum 3D diameter",
    code: "L0JK",
    tag: "morph_diam",
    unit: "mm",
    definition: "largest distance between two vertices of the mesh",
    undefinedWhen: noThickness,
    value: (s) => s.diameter(),
  },
  majorAxisLength: {
    name: "Major axis length",
    code: "TDIC",
    tag: "morph_pca_maj_axis",
    unit: "mm",
    definition: "4 sqrt(λ1), λ1 ≥ λ2 ≥ λ3 eigenvalues of the voxel positions' covariance (N - 1)",
    undefinedWhen: oneVoxel,
    value: (s) => 2 * s.semiAxes()[0],
  },
  minorAxisLength: {
    name: "Minor axis length",
    code: "P9VJ",
    tag: "morph_pca_min_axis",
    unit: "mm",
    definition: "4 sqrt(λ2)",
    undefinedWhen: oneVoxel,
    value: (s) => 2 * s.semiAxes()[1],
  },
  leastAxisLength: {
    name: "Least axis length",
    code: "7J51",
    tag: "morph_pca_least_axis",
    unit: "mm",
    definition: "4 sqrt(λ3)",
    undefinedWhen: noDepth,
    value: (s) => 2 * s.semiAxes()[2],
  },
  elongation: {
    name: "Elongation",
    code: "Q3CK",
    tag: "morph_pca_elongation",
    definition: "sqrt(λ2 / λ1)",
    undefinedWhen: oneVoxel,
    value: (s) => s.semiAxes()[1] / s.semiAxes()[0],
  },
  flatness: {
    name: "Flatness",
    code: "N17B",
    tag: "morph_pca_flatness",
    definition: "sqrt(λ3 / λ1)",
    undefinedWhen: noDepth,
    value: (s) => s.semiAxes()[2] / s.semiAxes()[0],
  },
  volumeDensityAxisAlignedBoundingBox: {
    name: "Volume density (axis-aligned bounding box)",
    code: "PBX1",
    tag: "morph_vol_dens_aabb",
    definition: "V / volume of the mesh's box along the grid's axes",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().volume / s.alignedBox.volume,
  },
  areaDensityAxisAlignedBoundingBox: {
    name: "Area density (axis-aligned bounding box)",
    code: "R59B",
    tag: "morph_area_dens_aabb",
    definition: "A / area of the mesh's box along the grid's axes",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().area / s.alignedBox.area,
  },
  volumeDensityOrientedMinimumBoundingBox: {
    name: "Volume density (oriented minimum bounding box)",
    code: "ZH1A",
    tag: "morph_vol_dens_ombb",
    definition: "V / volume of the mesh's smallest box in any orientation",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().volume / s.orientedBox().volume,
  },
  areaDensityOrientedMinimumBoundingBox: {
    name: "Area density (oriented minimum bounding box)",
    code: "IQYR",
    tag: "morph_area_dens_ombb",
    definition: "A / area of the mesh's smallest box (by volume) in any orientation",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().area / s.orientedBox().area,
  },
  volumeDensityApproximateEnclosingEllipsoid: {
    name: "Volume density (approximate enclosing ellipsoid)",
    code: "6BDE",
    tag: "morph_vol_dens_aee",
    definition: "3 V / (4π a b c), semi-axes a, b, c = 2 sqrt(λ1), 2 sqrt(λ2), 2 sqrt(λ3)",
    undefinedWhen: noEllipsoid,
    value: (s) => s.mesh().volume / s.approximateEllipsoid().volume,
  },
  areaDensityApproximateEnclosingEllipsoid: {
    name: "Area density (approximate enclosing ellipsoid)",
    code: "RDD2",
    tag: "morph_area_dens_aee",
    definition:
      "A / (4π a b Σ_ν≤20 (αβ)^ν / (1 - 4ν²) P_ν((α² + β²) / 2αβ)), α² = 1 - b²/a², β² = 1 - c²/a²",
    undefinedWhen: noEllipsoidArea,
    value: (s) => s.mesh().area / s.approximateEllipsoid().area,
  },
  volumeDensityMinimumVolumeEnclosingEllipsoid: {
    name: "Volume density (minimum volume enclosing ellipsoid)",
    code: "SWZ1",
    tag: "morph_vol_dens_mvee",
    definition: "V / volume of the smallest ellipsoid around the mesh",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().volume / s.enclosingEllipsoid().volume,
  },
  areaDensityMinimumVolumeEnclosingEllipsoid: {
    name: "Area density (minimum volume enclosing ellipsoid)",
    code: "BRI8",
    tag: "morph_area_dens_mvee",
    definition: "A / area of the smallest ellipsoid around the mesh, by the series of RDD2",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().area / s.enclosingEllipsoid().area,
  },
  volumeDensityConvexHull: {
    name: "Volume density (convex hull)",
    code: "R3ER",
    tag: "morph_vol_dens_conv_hull",
    definition: "V / volume of the mesh's convex hull",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().volume / s.hull().volume,
  },
  areaDensityConvexHull: {
    name: "Area density (convex hull)",
    code: "7T7F",
    tag: "morph_area_dens_conv_hull",
    definition: "A / area of the mesh's convex hull",
    undefinedWhen: noThickness,
    value: (s) => s.mesh().area / s.hull().area,
  },
  integratedIntensity: {
    name: "Integrated intensity",
    code: "99N0",
    tag: "morph_integ_int",
    unit: "intensity·mm³",
    definition: "V × mean intensity of the intensity mask",
    undefinedWhen: [...noThickness, ...noIntensities],
    value: (s) => (s.mesh().volume * s.intensity().total) / s.intensity().voxels,
  },
  moransIIndex: {
    name: "Moran's I index",
    code: "N365",
    tag: "morph_moran_i",
    definition: "N / Σ w_km × Σ w_km (X_k - μ)(X_m - μ) / Σ (X_k - μ)², k ≠ m, w = 1 / distance",
    undefinedWhen: noVariation,
    value: (s) => s.autocorrelation()?.moranI ?? Number.NaN,
  },
  gearysCMeasure: {
    name: "Geary's C measure",
    code: "NPT7",
    tag: "morph_geary_c",
    definition:
      "(N - 1) / (2 Σ w_km) × Σ w_km (X_k - X_m)² / Σ (X_k - μ)², k ≠ m, w = 1 / distance",
    undefinedWhen: noVariation,
    value: (s) => s.autocorrelation()?.gearyC ?? Number.NaN,
  },
} as const satisfies FeatureTable<MorphologySummary>;

/** Morphology (IBSI HCUG). Features that need intensities say so themselves, in `undefinedWhen`. */
export const morphology = regionFamily(
  {
    id: "morphology",
    name: "Morphology",
    code: "HCUG",
    tagPrefix: "morph",
    onImage: "by default",
    onResponses: "never",
    lostWithoutThickness: "morphology across the slice",
  },
  {
    features: morphologyFeatures,
    summarise: ({ region }, _, watch) => summariseMorphology(region, watch),
    needsIntensities: false,
  },
);
