import { planarMorphologyFeatures as core } from "../../families/planar-morphology-features.ts";
import { evaluate } from "../../features/feature.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { measureOutline, type Outline } from "../../morphology/outline.ts";
import { padMask } from "../../morphology/padded-mask.ts";
import { largestDistance } from "../../morphology/planar-extents.ts";
import { wholeBox } from "../../volume/box.ts";
import { countVoxels } from "../../volume/mask.ts";
import { angleSettings } from "../angles.ts";
import { semiAxes } from "../shape/axis-lengths.ts";
import { deprecated, type FeatureRows, featureClass, own } from "./feature-class.ts";
import { turnPlanes } from "./turn-planes.ts";

/** What features of a shape in a plane are computed from. Lengths are in mm. */
interface PlaneSummary extends Outline {
  /** Largest distance between two points of the outline. */
  readonly diameter: number;
  /** Area of the pixels together. */
  readonly pixelArea: number;
  /** Semi-axes of the ellipse with the covariance of the pixel centres, the longer one first. */
  readonly axes: readonly [number, number];
}

/** Perimeter of the circle of the same area, over the perimeter. */
const sphericity = ({ area, perimeter }: PlaneSummary) =>
  (2 * Math.sqrt(Math.PI * area)) / perimeter;

const byN = "covariance over N, not N - 1";

/** Features of a shape in a plane. */
export const shape2DFeatures = {
  Elongation: own(core.elongation, null, ({ axes: [a, b] }) => b / a),
  MajorAxisLength: own(core.majorAxisLength, byN, (s) => 2 * s.axes[0]),
  MaximumDiameter: own(core.maximum2dDiameter, null, (s) => s.diameter),
  MeshSurface: own(core.areaMesh, null, (s) => s.area),
  MinorAxisLength: own(core.minorAxisLength, byN, (s) => 2 * s.axes[1]),
  Perimeter: own(core.perimeter, null, (s) => s.perimeter),
  PerimeterSurfaceRatio: own(core.perimeterToAreaRatio, null, (s) => s.perimeter / s.area),
  PixelSurface: own(core.areaPixelCounting, null, (s) => s.pixelArea),
  SphericalDisproportion: deprecated(own(null, null, (s) => 1 / sphericity(s))),
  Sphericity: own(core.sphericity, null, sphericity),
} as const satisfies FeatureRows<PlaneSummary>;

/** Names of the axes that planes stand on. */
const axisNames = ["z", "y", "x"];

/** Shape in a plane: of a region in one slice, where `force2D` is on. */
export const shape2D = featureClass({
  name: "shape2D",
  settings: angleSettings,
  features: shape2DFeatures,
  tagEnding: "",
  compares: null,
  measure: ({ shapeMask }, { force2Ddimension }) => {
    const mask = turnPlanes(shapeMask, force2Ddimension);
    const planes = mask.size[2];
    if (planes !== 1) {
      throw new VoxomicsError(
        "invalid-settings",
        `shape2D needs a region of one slice along ${axisNames[force2Ddimension]} (force2Ddimension ${force2Ddimension}), found ${planes}: take one slice of the mask, or leave shape2D out of featureClass`,
        { found: planes, expected: 1 },
      );
    }
    const padded = padMask(mask, wholeBox(mask));
    const [sx, sy] = mask.spacing;
    const [major, minor] = semiAxes(padded, mask.spacing);
    const outline = measureOutline(padded, mask.spacing);
    const summary: PlaneSummary = {
      ...outline,
      diameter: largestDistance(outline.corners),
      pixelArea: countVoxels(mask) * sx * sy,
      axes: [major, minor],
    };
    const rows: FeatureRows<PlaneSummary> = shape2DFeatures;
    return (name) => evaluate(rows[name], summary);
  },
});
