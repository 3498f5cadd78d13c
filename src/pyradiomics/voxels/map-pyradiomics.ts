import { inSteps } from "../../base/watch.ts";
import { distinctNotes, type Note, noteOf } from "../../messages/note.ts";
import { checkValue } from "../../schema/check.ts";
import { checkArgument } from "../../schema/check-argument.ts";
import { checkOptions } from "../../schema/check-options.ts";
import { cropGrid, growBox } from "../../volume/box.ts";
import { checkVolume, type Volume } from "../../volume/volume.ts";
import { type Diagnostic, diagnoseParams } from "../diagnostics.ts";
import { type PyradiomicsOptions, pyradiomicsOptionKinds } from "../extract-pyradiomics.ts";
import type { ImageType } from "../image-types/image-type.ts";
import { imageTypes } from "../image-types/image-types.ts";
import type { ChosenClass, PyradiomicsParams } from "../params/params.ts";
import { parseParams } from "../params/parse-params.ts";
import { pixelTypes } from "../pixel-type.ts";
import { prepare } from "../prepare.ts";
import { mapImage } from "./map-image.ts";

/** A map of a feature, under PyRadiomics' name. */
export interface PyradiomicsMap {
  /** `original_glcm_Contrast`. */
  readonly name: string;
  /** On the box of the region grown by `kernelRadius`, as far as the image goes. */
  readonly volume: Volume<Float64Array>;
}

/** What `mapPyradiomics` gives, in PyRadiomics' order. */
export interface PyradiomicsMaps {
  /** The `diagnostics_` values; none if `additionalInfo` is off. */
  readonly diagnostics: readonly Diagnostic[];
  readonly maps: readonly PyradiomicsMap[];
  /** Keys without effect, image types and classes that were left out, a mask that was corrected. */
  readonly notes: readonly Note[];
}

/**
 * Maps of features as PyRadiomics makes them in its voxel-based mode: each voxel of the region gets the features
 * of the voxels within `kernelRadius` of it, all others get `initValue`.
 *
 * Grey levels are those of the whole region, or with `maskedKernel` off those of all voxels of the maps, and
 * voxels outside the region then count in kernels. `force2D` makes kernels flat. A feature without a value for a
 * kernel is NaN there. Shape has no maps. `voxelBatch` has no effect on values: every kernel is measured on its own.
 *
 * @param image intensities in an array of the type that the file has, such as `Int16Array`
 * @param mask a mask of 0 and 1, or a label map
 * @param params as `parseParams` gives them; `voxelSettings` are those of its `voxelSetting`
 * @param options `onProgress` is told of each image type, and the signal is looked at before each voxel
 * @throws VoxomicsError as `extractPyradiomics` does
 *
 * @example
 * ```ts
 * import { mapPyradiomics, parseParams } from "voxomics/pyradiomics";
 *
 * const params = parseParams({
 *   featureClass: { firstorder: ["Mean"] },
 *   voxelSetting: { kernelRadius: 1, initValue: Number.NaN },
 * });
 * const { maps } = mapPyradiomics(image, mask, params);
 * console.log(maps[0].name, maps[0].volume.size); // original_firstorder_Mean
 * ```
 */
export function mapPyradiomics(
  image: Volume,
  mask: Volume,
  params: PyradiomicsParams = parseParams({}),
  options: PyradiomicsOptions = {},
): PyradiomicsMaps {
  checkOptions(options, pyradiomicsOptionKinds);
  checkArgument(params, "params", {
    settings: "object",
    voxelSettings: "object",
    imageTypes: "array",
    featureClasses: "array",
    notes: "array",
  });
  const { label = params.settings.label, pixelType, signal } = options;
  const known = pixelType === undefined || pixelTypes.includes(pixelType);
  checkValue(known, "pixelType", pixelType, pixelTypes.join(", "));
  const settings = { ...params.settings, label };
  const { kernelRadius } = params.voxelSettings;
  const nextStep = inSteps(1 + params.imageTypes.length, options);
  nextStep("region");
  const prepared = prepare(
    checkVolume(image, "image"),
    checkVolume(mask, "mask"),
    settings,
    pixelType,
  );
  const margin = [kernelRadius, kernelRadius, kernelRadius] as const;
  const box = growBox(prepared.box, margin, prepared.image.size);
  const grid = cropGrid(prepared.image, box);
  const classes = params.featureClasses.filter((one) => !isShape(one));
  const maps: PyradiomicsMap[] = [];
  const notes: Note[] = [];
  for (const { name, settings: ofType } of params.imageTypes) {
    nextStep(name);
    const row = imageTypes.find((one) => one.name === name) as unknown as ImageType;
    const derived = row.derive(prepared.image, prepared.mask, ofType, kernelRadius);
    notes.push(...derived.notes);
    for (const one of derived.images) {
      const rules = { settings: ofType, voxelSettings: params.voxelSettings, classes, signal };
      for (const [feature, data] of mapImage(one.volume, prepared.mask, box, rules)) {
        maps.push({ name: `${one.name}_${feature}`, volume: { ...grid, data } });
      }
    }
  }
  return {
    diagnostics: settings.additionalInfo
      ? [...diagnoseParams({ ...params, settings }), ...prepared.diagnostics]
      : [],
    maps,
    notes: distinctNotes([
      ...params.notes,
      ...prepared.notes,
      ...notes,
      ...params.featureClasses.filter((one) => one.named && isShape(one)).map(withoutMap),
    ]),
  };
}

function isShape({ name }: ChosenClass): boolean {
  return name === "shape" || name === "shape2D";
}

function withoutMap({ name }: ChosenClass): Note {
  return noteOf("feature-skipped", `${name} was left out: shape has no maps`, { name });
}
