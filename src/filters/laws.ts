import { inSteps } from "../base/watch.ts";
import { type Cascade, kernelOf } from "../convolution/kernel.ts";
import { invariantReach, separableReach } from "../convolution/reach.ts";
import { filterInTurn, filterInvariantly, filterSeparably } from "../convolution/separable.ts";
import { orNull, withDefault } from "../schema/defaults.ts";
import { object } from "../schema/object.ts";
import { integer, text } from "../schema/values.ts";
import { filter, type SettingsOf } from "./filter.ts";
import { meanKernels } from "./mean.ts";
import { pooling, rotationInvariant } from "./pooling.ts";

/** Level, edge, spot, wave and ripple (arXiv:2006.05470, section 3.3), before normalisation. */
const lawsKernels: Readonly<Record<string, readonly number[]>> = {
  L3: [1, 2, 1],
  L5: [1, 4, 6, 4, 1],
  E3: [-1, 0, 1],
  E5: [-1, -2, 0, 2, 1],
  S3: [-1, 2, -1],
  S5: [-1, 0, 2, 0, -1],
  W5: [-1, 2, 0, -2, 1],
  R5: [1, -4, 6, -4, 1],
};

/**
 * The response to Laws kernels of unit norm (IBSI JTXT), or its energy map (IBSI PQSD): the mean of
 * the absolute pooled response.
 *
 * The kernels E and W are antisymmetric: a half turn changes the sign of their response. If one of
 * them is used, the average over all rotations is therefore mostly 0: pool by maximum.
 */
export const laws = filter({
  type: "laws",
  title: "Laws kernels (IBSI JTXT), and their energy (IBSI PQSD).",
  settings: {
    kernels: text({
      description: "A kernel an axis, x first, each L3, L5, E3, E5, S3, S5, W5 or R5.",
      pattern: "^(?:[LES][35]|[WR]5){2,3}$",
      examples: ["L5E5S5", "L5E5"],
    }),
    rotationInvariant,
    pooling: withDefault(pooling, "max"),
    energy: withDefault(
      orNull(
        object(
          {
            distance: integer({
              description: "Chebyshev distance that the mean reaches, in voxels.",
              minimum: 1,
              maximum: 499,
            }),
          },
          {
            description:
              "Mean of the absolute response around every voxel. null: the response itself.",
          },
        ),
      ),
      null,
    ),
  },
  rule: ({ kernels, dimensions }) =>
    kernels.length === 2 * dimensions
      ? null
      : `kernels: found "${kernels}" with dimensions ${dimensions}, expected ${dimensions} kernels`,
  respond: ({ data, size }, settings, watch, _whole, leading) => {
    const { boundary, dimensions, energy } = settings;
    const kernels = lawsCascades(settings.kernels);
    const next = inSteps(energy === null ? 1 : 2, watch);
    const response = settings.rotationInvariant
      ? filterInvariantly(data, size, kernels, settings.pooling, boundary, next("response"))
      : filterInTurn(data, size, kernels, boundary, next("response"), leading);
    if (energy === null) return response;
    for (let v = 0; v < response.length; v++) response[v] = Math.abs(response[v]);
    const mean = meanKernels(2 * energy.distance + 1, dimensions);
    return filterSeparably(response, size, mean, boundary, next("energy"), response);
  },
  begins: ({ kernels, rotationInvariant }) => (rotationInvariant ? [] : lawsCascades(kernels)),
  // the kernels, widened by the mean of the energy map
  reach: ({ kernels, dimensions, energy, rotationInvariant }) => {
    const cascades = lawsCascades(kernels);
    const reaches = rotationInvariant ? invariantReach(cascades) : [separableReach(cascades)];
    if (energy === null) return reaches;
    const [mx, my, mz] = separableReach(meanKernels(2 * energy.distance + 1, dimensions));
    return reaches.map(([x, y, z]) => [
      [...x, ...mx],
      [...y, ...my],
      [...z, ...mz],
    ]);
  },
});

export type LawsFilter = SettingsOf<typeof laws>;

/** A cascade for each filtered axis. */
function lawsCascades(kernels: string): Cascade[] {
  const names = kernels.match(/../g) ?? [];
  return names.map((name) => {
    const taps = lawsKernels[name];
    const norm = Math.sqrt(taps.reduce((sum, tap) => sum + tap * tap, 0));
    return [kernelOf(taps.map((tap) => tap / norm))];
  });
}
