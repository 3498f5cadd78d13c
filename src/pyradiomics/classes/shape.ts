import { once } from "../../base/once.ts";
import { asFloat64 } from "../../convolution/allocate.ts";
import { morphologyFeatures as core } from "../../families/morphology.ts";
import { evaluate } from "../../features/feature.ts";
import { padMask } from "../../morphology/padded-mask.ts";
import { type MorphologySummary, summariseMorphology } from "../../morphology/summary.ts";
import { wholeBox } from "../../volume/box.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { semiAxes } from "../shape/axis-lengths.ts";
import { measureMesh } from "../shape/mesh.ts";
import { planeDiameters } from "../shape/plane-diameters.ts";
import { deprecated, type FeatureRows, featureClass, from, own, same } from "./feature-class.ts";

/** What shape features are computed from: the core's summary, with PyRadiomics' mesh and axes. */
interface ShapeSummary extends MorphologySummary {
  /** Largest distances of vertices in planes across x, y and z, in mm. */
  readonly planeDiameters: () => Vec3;
}

const mesh = "another cut of ambiguous cubes in the mesh";
const byN = "covariance over N, not N - 1";

/** Shape features. */
export const shapeFeatures = {
  Compactness1: deprecated(from(core.compactness1, mesh)),
  Compactness2: deprecated(from(core.compactness2, mesh)),
  Elongation: same(core.elongation),
  Flatness: same(core.flatness),
  LeastAxisLength: from(core.leastAxisLength, byN),
  MajorAxisLength: from(core.majorAxisLength, byN),
  Maximum2DDiameterColumn: own(null, null, (s) => s.planeDiameters()[1]),
  Maximum2DDiameterRow: own(null, null, (s) => s.planeDiameters()[0]),
  Maximum2DDiameterSlice: own(null, null, (s) => s.planeDiameters()[2]),
  Maximum3DDiameter: same(core.maximum3dDiameter),
  MeshVolume: from(core.volumeMesh, mesh),
  MinorAxisLength: from(core.minorAxisLength, byN),
  SphericalDisproportion: deprecated(from(core.sphericalDisproportion, mesh)),
  Sphericity: from(core.sphericity, mesh),
  SurfaceArea: from(core.surfaceAreaMesh, mesh),
  SurfaceVolumeRatio: from(core.surfaceToVolumeRatio, mesh),
  VoxelVolume: same(core.volumeVoxelCounting),
} as const satisfies FeatureRows<ShapeSummary>;

/** Shape in space. */
export const shape = featureClass({
  name: "shape",
  settings: {},
  features: shapeFeatures,
  tagEnding: "",
  compares: null,
  measure: ({ image, shapeMask: mask }) => {
    const { spacing } = mask;
    const whole = { ...image, data: asFloat64(image.data) };
    const region = { image: whole, morphologicalMask: mask, intensityMask: mask };
    // as PyRadiomics does, with a layer of zeros around the whole cut, not around the region in it
    const padded = padMask(mask, wholeBox(mask));
    const summary: ShapeSummary = {
      ...summariseMorphology(region),
      mesh: once(() => measureMesh(padded, spacing)),
      semiAxes: once(() => semiAxes(padded, spacing)),
      planeDiameters: once(() => planeDiameters(padded, spacing)),
    };
    const rows: FeatureRows<ShapeSummary> = shapeFeatures;
    return (name) => evaluate(rows[name], summary);
  },
});
