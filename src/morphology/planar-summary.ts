import { once } from "../base/once.ts";
import type { Region } from "../processing/region.ts";
import { boundingBox, boxSize, wholeBox } from "../volume/box.ts";
import { ellipse, enclosingEllipse, type PlanarSemiAxes } from "./ellipse.ts";
import { measureOutline, type Outline } from "./outline.ts";
import { padMask } from "./padded-mask.ts";
import {
  type Figure,
  largestDistance,
  measurePolygon,
  rectangle,
  rectanglesOnEdges,
  smallestRectangle,
} from "./planar-extents.ts";
import { summariseMorphology } from "./summary.ts";
import type { WeightedCentre } from "./weighted-centre.ts";

/**
 * What morphological features of one slice are computed from, each when it is first asked for. Lengths are in mm, areas
 * in mm².
 */
export interface PlanarSummary {
  /** Pixels of the morphological mask in the slice. */
  readonly pixels: number;
  /** Area of these pixels together. */
  readonly pixelArea: number;
  readonly outline: () => Outline;
  /** Largest distance between two vertices of the outline. */
  readonly diameter: () => number;
  /** Smallest distance between two parallel lines that have the outline between them. */
  readonly width: () => number;
  /** Semi-axes of the ellipse with the covariance of the pixel centres, the longer one first. */
  readonly semiAxes: () => PlanarSemiAxes;
  /** The ellipse with these semi-axes, of at least two pixels. */
  readonly approximateEllipse: () => Figure;
  readonly alignedRectangle: Figure;
  readonly orientedRectangle: () => Figure;
  readonly enclosingEllipse: () => Figure;
  readonly hull: () => Figure;
  /** Intensities of the intensity mask in the slice. */
  readonly intensity: () => WeightedCentre;
  /** Distance between the centre of the pixels and the centre of mass of the intensities. */
  readonly centreShift: () => number;
}

/**
 * Measures a region's shape in one slice.
 *
 * @param slice a region of one slice, whose first two axes lie in its plane
 * @throws VoxomicsError `empty-mask` if the morphological mask has no pixel
 */
export function summarisePlanar(slice: Region): PlanarSummary {
  const { morphologicalMask } = slice;
  // what needs no mesh is the same in a region one voxel thick
  const { voxels, semiAxes, intensity, centreShift } = summariseMorphology(slice);
  const [sx, sy] = morphologicalMask.spacing;
  const box = boundingBox(morphologicalMask) ?? wholeBox(morphologicalMask);
  const [nx, ny] = boxSize(box);
  const outline = once(() => measureOutline(padMask(morphologicalMask, box), [sx, sy]));
  const onEdges = once(() => rectanglesOnEdges(outline().corners));
  const inPlane = (): PlanarSemiAxes => [semiAxes()[0], semiAxes()[1]];
  return {
    pixels: voxels,
    pixelArea: voxels * sx * sy,
    outline,
    diameter: once(() => largestDistance(outline().corners)),
    width: () => onEdges().reduce((least, { across }) => Math.min(least, across), Infinity),
    semiAxes: inPlane,
    approximateEllipse: once(() => ellipse(inPlane())),
    alignedRectangle: rectangle(nx * sx, ny * sy),
    orientedRectangle: once(() => smallestRectangle(onEdges())),
    enclosingEllipse: once(() => ellipse(enclosingEllipse(outline().corners))),
    hull: once(() => measurePolygon(outline().corners)),
    intensity,
    centreShift,
  };
}
