import { inSteps } from "../base/watch.ts";
import { allocate } from "../convolution/allocate.ts";
import { boxReach } from "../convolution/reach.ts";
import { orNull, withDefault } from "../schema/defaults.ts";
import { choice, number } from "../schema/values.ts";
import { filter, type SettingsOf } from "./filter.ts";
import { gaborPlaneReach, planeAxes, planGaborPlane } from "./gabor-plane.ts";
import { gaborNotes } from "./gabor-sampling.ts";
import { pooling } from "./pooling.ts";

const poolingStart = { average: 0, max: 0, min: Number.POSITIVE_INFINITY } as const;

/**
 * The modulus of the response to a Gabor kernel (IBSI Q88H) in the xy plane, or pooled over the
 * three orthogonal planes, and over orientations where there is a step.
 *
 * With k in mm along the plane's axes, u = k1 cos theta + k2 sin theta and v = k1 sin theta - k2
 * cos theta, the kernel is exp(-(u² + gamma² v²) / (2 sigma²) + 2 pi i u / lambda). A positive
 * theta turns clockwise on screen. The kernel is not normalised: the response grows with the number
 * of voxels under it. Voxels need not be square. The kernel ends where its envelope is e^-24.5, or
 * after half of the plane's longer side.
 *
 * `dimensions` has no effect, because the kernel lies in a plane.
 */
export const gabor = filter({
  type: "gabor",
  title: "Modulus of the response to a Gabor kernel in a plane (IBSI Q88H).",
  settings: {
    sigma: number({
      description: "Standard deviation of the envelope, in mm.",
      exclusiveMinimum: 0,
      maximum: 1000,
    }),
    lambda: number({ description: "Wavelength, in mm.", exclusiveMinimum: 0 }),
    gamma: number({
      description: "How many times the envelope is longer along the wave than across it.",
      exclusiveMinimum: 0,
    }),
    theta: withDefault(
      number({
        description:
          "Orientation in radians, clockwise on screen; the first one where there is a step.",
      }),
      0,
    ),
    thetaStep: withDefault(
      orNull(
        number({
          description:
            "Pool over theta, theta + thetaStep … of a turn, in radians. null: theta alone.",
          exclusiveMinimum: 0.001,
        }),
      ),
      null,
    ),
    planes: withDefault(
      choice(["xy", "orthogonal"], {
        description: "xy, or orthogonal: pooled over xy, xz and yz.",
      }),
      "xy",
    ),
    pooling: withDefault(pooling, "average"),
  },
  usesFourier: true,
  respond: (image, settings, watch, whole) => {
    const planes = planeAxes[settings.planes];
    const angles = orientations(settings);
    const out = allocate(image.data.length).fill(poolingStart[settings.pooling]);
    const next = inSteps(planes.length, watch);
    for (const axes of planes) {
      const plane = planGaborPlane(image, axes, angles, settings, whole);
      plane.poolInto(out, next(axes.map((axis) => "xyz"[axis]).join("")));
    }
    if (settings.pooling === "average") {
      const share = 1 / (angles.length * planes.length);
      for (let v = 0; v < out.length; v++) out[v] *= share;
    }
    return out;
  },
  // one footprint for each plane
  reach: (settings, grid) =>
    planeAxes[settings.planes].map((axes) => {
      const [a, b] = gaborPlaneReach(grid, axes, settings);
      const reach: [number, number, number] = [0, 0, 0];
      reach[axes[0]] = a;
      reach[axes[1]] = b;
      return boxReach(reach);
    }),
  notes: gaborNotes,
  // with zeros around the slice, only the kernel's voxels inside the slice count
  needsThickness: ({ planes, boundary }) => planes === "orthogonal" && boundary !== "zero",
});

export type GaborFilter = SettingsOf<typeof gabor>;

/** The orientations of a full turn; only those of half a turn if the other half repeats them. */
function orientations({ theta, thetaStep }: GaborFilter): number[] {
  if (thetaStep === null) return [theta];
  const inHalf = Math.PI / thetaStep;
  const repeats = Math.abs(inHalf - Math.round(inHalf)) < 1e-9 * inHalf;
  const count = repeats ? Math.round(inHalf) : Math.ceil(2 * inHalf * (1 - 1e-12));
  return Array.from({ length: count }, (_, n) => theta + n * thetaStep);
}
