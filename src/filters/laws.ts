import { inSteps, type Watch } from "../base/watch.ts";
import type { Volume } from "../volume/volume.ts";
import { checkCount, checkSetting } from "./check-setting.ts";
import type { Dimensions, LawsFilter } from "./filter.ts";
import { type Cascade, kernelOf } from "./kernel.ts";
import { meanKernels } from "./mean.ts";
import { type FilterReach, invariantReach, separableReach } from "./reach.ts";
import { filterInvariantly, filterSeparably } from "./separable.ts";

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
 * Edges and waves have opposite responses when turned around, so that with an odd one among the
 * kernels the average over all rotations is mostly 0: pool by maximum.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function lawsFilter(
  image: Volume<Float64Array>,
  settings: LawsFilter,
  watch: Watch,
): Float64Array {
  const { boundary, dimensions, energy, rotationInvariant, pooling } = settings;
  const kernels = parseLawsKernels(settings.kernels, dimensions);
  checkEnergy(energy);
  const next = inSteps(energy === null ? 1 : 2, watch);
  const response = rotationInvariant
    ? filterInvariantly(image.data, image.size, kernels, pooling, boundary, next("response"))
    : filterSeparably(image.data, image.size, kernels, boundary, next("response"));
  if (energy === null) return response;
  for (let v = 0; v < response.length; v++) response[v] = Math.abs(response[v]);
  const mean = meanKernels(2 * energy.distance + 1, dimensions);
  return filterSeparably(response, image.size, mean, boundary, next("energy"), response);
}

/** Where Laws kernels look, and the mean of their energy map around them. */
export function lawsReach(settings: LawsFilter): FilterReach {
  const { dimensions, energy, rotationInvariant } = settings;
  const kernels = parseLawsKernels(settings.kernels, dimensions);
  const reaches = rotationInvariant ? invariantReach(kernels) : [separableReach(kernels)];
  if (energy === null) return reaches;
  checkEnergy(energy);
  const [mx, my, mz] = separableReach(meanKernels(2 * energy.distance + 1, dimensions));
  return reaches.map(([x, y, z]) => [
    [...x, ...mx],
    [...y, ...my],
    [...z, ...mz],
  ]);
}

function checkEnergy(energy: LawsFilter["energy"]): void {
  if (energy === null) return;
  checkSetting(typeof energy === "object", "laws.energy", energy, "null or an object");
  checkCount(energy.distance, "laws.energy.distance");
}

function parseLawsKernels(kernels: string, dimensions: Dimensions): Cascade[] {
  checkSetting(typeof kernels === "string", "laws.kernels", kernels, "a string");
  const names = kernels.match(/../g) ?? [];
  const known = Object.keys(lawsKernels);
  checkSetting(
    kernels.length === 2 * dimensions && names.every((name) => known.includes(name)),
    "laws.kernels",
    kernels,
    `${dimensions} of ${known.join(", ")}, one an axis`,
  );
  return names.map((name) => {
    const taps = lawsKernels[name];
    const norm = Math.sqrt(taps.reduce((sum, tap) => sum + tap * tap, 0));
    return [kernelOf(taps.map((tap) => tap / norm))];
  });
}
