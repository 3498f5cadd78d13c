import { inSteps, type Watch } from "../base/watch.ts";
import type { Grid, Volume } from "../volume/volume.ts";
import { allocate } from "./allocate.ts";
import { checkPositive, checkSetting, checkWord } from "./check-setting.ts";
import type { GaborFilter } from "./filter.ts";
import { planeAxes } from "./gabor-axes.ts";
import { type GaborPlane, gaborPlaneReach, planGaborPlane } from "./gabor-plane.ts";
import { boxReach, type FilterReach } from "./reach.ts";

const poolingStart = { average: 0, max: 0, min: Number.POSITIVE_INFINITY } as const;

/**
 * The modulus of the response to a Gabor kernel (IBSI Q88H) in the xy plane, or pooled over the
 * three orthogonal planes, and over orientations where there is a step.
 *
 * With k in mm along the plane's axes, u = k1 cos theta + k2 sin theta and
 * v = k1 sin theta - k2 cos theta, the kernel is exp(-(u² + gamma² v²) / (2 sigma²) + 2 pi i u /
 * lambda), not normalised: a positive theta turns clockwise on screen. Voxels may be longer than
 * wide; the response grows with their number. The kernel ends where its envelope has fallen by
 * e^-24.5, or after half of the plane's longer side.
 *
 * `dimensions` has no effect, the kernel lies in a plane.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function gaborFilter(
  image: Volume<Float64Array>,
  settings: GaborFilter,
  watch: Watch,
): Float64Array {
  const { planes, pooling } = settings;
  checkKernel(settings);
  checkWord(pooling, Object.keys(poolingStart), "gabor.pooling");
  const angles = orientations(settings);
  const out = allocate(image.data.length).fill(poolingStart[pooling]);
  const next = inSteps(planeAxes[planes].length, watch);
  for (const axes of planeAxes[planes]) {
    const plane: GaborPlane = planGaborPlane(image, axes, angles, settings);
    plane.poolInto(out, next(axes.map((axis) => "xyz"[axis]).join("")));
  }
  if (pooling === "average") {
    const share = 1 / (angles.length * planeAxes[planes].length);
    for (let v = 0; v < out.length; v++) out[v] *= share;
  }
  return out;
}

/** How far Gabor kernels look, in every plane that is filtered. */
export function gaborReach(settings: GaborFilter, grid: Grid): FilterReach {
  checkKernel(settings);
  return planeAxes[settings.planes].map((axes) => {
    const [a, b] = gaborPlaneReach(grid, axes, settings);
    const reach: [number, number, number] = [0, 0, 0];
    reach[axes[0]] = a;
    reach[axes[1]] = b;
    return boxReach(reach);
  });
}

function checkKernel({ sigma, lambda, gamma, planes }: GaborFilter): void {
  checkPositive(sigma, "gabor.sigma");
  checkPositive(lambda, "gabor.lambda");
  checkPositive(gamma, "gabor.gamma");
  checkWord(planes, Object.keys(planeAxes), "gabor.planes");
}

/** The orientations of a turn; only those of half a turn where the others repeat them. */
function orientations({ theta, thetaStep }: GaborFilter): number[] {
  checkSetting(Number.isFinite(theta), "gabor.theta", theta, "a number");
  if (thetaStep === null) return [theta];
  checkPositive(thetaStep, "gabor.thetaStep");
  checkSetting(thetaStep > 1e-3, "gabor.thetaStep", thetaStep, "null or more than 0.001");
  const inHalf = Math.PI / thetaStep;
  const repeats = Math.abs(inHalf - Math.round(inHalf)) < 1e-9 * inHalf;
  const count = repeats ? Math.round(inHalf) : Math.ceil(2 * inHalf * (1 - 1e-12));
  return Array.from({ length: count }, (_, n) => theta + n * thetaStep);
}
