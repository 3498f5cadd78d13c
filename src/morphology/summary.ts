import { once } from "../base/once.ts";
import type { Watch } from "../base/watch.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Region } from "../processing/region.ts";
import { boundingBox, boxSize } from "../volume/box.ts";
import { countVoxels } from "../volume/mask.ts";
import { type Thickness, thicknessOf, type Vec3 } from "../volume/volume.ts";
import { diameterOfMesh } from "./diameter.ts";
import { ellipsoidArea, ellipsoidVolume } from "./ellipsoid.ts";
import { enclosingSemiAxes } from "./enclosing-ellipsoid.ts";
import { hullPoints } from "./hull-points.ts";
import { smallestBox } from "./oriented-box.ts";
import { padMask } from "./padded-mask.ts";
import { hullOfMesh } from "./polyhedron.ts";
import type { SpatialAutocorrelation } from "./spatial-autocorrelation.ts";
import { measureAutocorrelation } from "./spatial-autocorrelation.ts";
import { measureSurface } from "./surface.ts";
import { measureVoxels } from "./voxel-moments.ts";
import type { WeightedCentre } from "./weighted-centre.ts";
import { weighIntensities } from "./weighted-centre.ts";

/** Volume in mm³ and surface area in mm² of a solid. */
export interface Solid {
  readonly volume: number;
  readonly area: number;
}

/**
 * What morphological features are computed from. Lengths are in mm.
 *
 * Values are computed when they are first asked for, so that a few features cost no more than they
 * need. They are functions and not accessors. For every object with accessors,
 * V8 makes a hidden class of its own, which keeps all that the accessors refer to in memory until the
 * next full garbage collection.
 */
export interface MorphologySummary extends Thickness {
  /** Voxels of the morphological mask. */
  readonly voxels: number;
  /** Volume of these voxels together, in mm³. */
  readonly voxelVolume: number;
  /** The marching cubes mesh of the morphological mask. */
  readonly mesh: () => Solid;
  /** Largest distance between two vertices of the mesh. */
  readonly diameter: () => number;
  /** Semi-axes of the ellipsoid with the covariance of the voxel centres, longest first. */
  readonly semiAxes: () => Vec3;
  readonly approximateEllipsoid: () => Solid;
  readonly alignedBox: Solid;
  readonly orientedBox: () => Solid;
  readonly enclosingEllipsoid: () => Solid;
  readonly hull: () => Solid;
  /** Intensities in the intensity mask. */
  readonly intensity: () => WeightedCentre;
  /** Distance between the centre of the voxels and the centre of mass of the intensities. */
  readonly centreShift: () => number;
  /** null if the region is too large for the memory limit. */
  readonly autocorrelation: () => SpatialAutocorrelation | null;
}

/**
 * Measures a region's shape. The spatial autocorrelation of a large region tells `watch` its
 * progress.
 *
 * @throws VoxomicsError `empty-mask` if the morphological mask has no voxel.
 */
export function summariseMorphology(region: Region, watch: Watch = {}): MorphologySummary {
  const { image, morphologicalMask, intensityMask } = region;
  const { spacing } = morphologicalMask;
  const box = boundingBox(morphologicalMask);
  if (box === null) throw new VoxomicsError("empty-mask", "morphological mask has no voxel");

  const padded = once(() => padMask(morphologicalMask, box));
  const moments = once(() => measureVoxels(padded(), spacing));
  const points = once(() => hullPoints(padded()));
  const hull = once(() => hullOfMesh(padded(), spacing, points()));
  const intensity = once(() => weighIntensities(image, intensityMask, box));
  const semiAxes = once(() => scale(moments().variances, (variance) => 2 * Math.sqrt(variance)));
  const size = boxSize(box);
  const voxels = countVoxels(morphologicalMask);

  return {
    ...thicknessOf(image),
    voxels,
    voxelVolume: voxels * spacing[0] * spacing[1] * spacing[2],
    mesh: once(() => measureSurface(padded(), spacing)),
    diameter: once(() => diameterOfMesh(padded(), spacing, points)),
    semiAxes,
    approximateEllipsoid: once(() => ellipsoidSolid(semiAxes())),
    alignedBox: boxSolid(scale(size, (length, axis) => length * spacing[axis])),
    orientedBox: once(() => boxSolid(smallestBox(hull()).lengths)),
    enclosingEllipsoid: once(() => ellipsoidSolid(enclosingSemiAxes(hull().vertices))),
    hull,
    intensity,
    centreShift: once(() => {
      const { centre } = intensity();
      return Math.hypot(...scale(moments().centre, (x, axis) => x - centre[axis]));
    }),
    autocorrelation: once(() => measureAutocorrelation(image, intensityMask, box, watch)),
  };
}

function boxSolid([a, b, c]: Vec3): Solid {
  return { volume: a * b * c, area: 2 * (a * b + b * c + c * a) };
}

function ellipsoidSolid(semiAxes: Vec3): Solid {
  return { volume: ellipsoidVolume(semiAxes), area: ellipsoidArea(semiAxes) };
}

function scale([x, y, z]: Vec3, f: (value: number, axis: number) => number): Vec3 {
  return [f(x, 0), f(y, 1), f(z, 2)];
}
