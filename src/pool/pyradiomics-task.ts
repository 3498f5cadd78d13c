import type { Watch } from "../base/watch.ts";
import type { PyradiomicsOptions } from "../pyradiomics/extract-pyradiomics.ts";
import type { PyradiomicsParams } from "../pyradiomics/params/params.ts";
import { checkOptions } from "../schema/check-options.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import type { PyradiomicsTask } from "./calls.ts";
import { portable } from "./share-volume.ts";

/** What `extractPyradiomics` and `mapPyradiomics` take; the parameters are those that `parseParams` gives. */
export type PyradiomicsCall = readonly [
  image: Volume,
  mask: Volume,
  params: PyradiomicsParams,
  options?: PyradiomicsOptions,
];

/** What a worker is asked to do as PyRadiomics does, and how the call is watched. */
export function pyradiomicsTask(...[image, mask, params, options = {}]: PyradiomicsCall): {
  readonly task: PyradiomicsTask;
  readonly watch: Watch;
} {
  checkOptions(options, {
    label: "number",
    pixelType: "text",
    onProgress: "function",
    signal: "signal",
  });
  const { onProgress, signal, ...others } = options;
  const task = {
    image: portable(checkVolume(image, "image")),
    mask: portable(checkVolume(mask, "mask")),
    params,
    options: others,
  };
  return { task, watch: { onProgress, signal } };
}
