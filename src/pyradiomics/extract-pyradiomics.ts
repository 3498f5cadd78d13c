import { inSteps, type Watch } from "../base/watch.ts";
import type { Evaluated } from "../features/feature.ts";
import { distinctNotes, type Note, noteOf } from "../messages/note.ts";
import { findNonFinite } from "../processing/check-intensities.ts";
import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { crop } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { checkCompared } from "./classes/check-compared.ts";
import { type ClassRegion, classRegion } from "./classes/class-region.ts";
import type { FeatureClass } from "./classes/feature-class.ts";
import { featureClasses } from "./classes/feature-classes.ts";
import { type Diagnostic, diagnoseParams } from "./diagnostics.ts";
import type { ImageType } from "./image-types/image-type.ts";
import { imageTypes } from "./image-types/image-types.ts";
import type { ChosenClass, ChosenImageType, PyradiomicsParams } from "./params/params.ts";
import { parseParams } from "./params/parse-params.ts";
import type { PyradiomicsSettings } from "./params/settings-schema.ts";
import { type PixelType, pixelTypes } from "./pixel-type.ts";
import { type Prepared, prepare } from "./prepare.ts";

/** A feature under PyRadiomics' name. */
export interface PyradiomicsFeature {
  /** `original_glcm_Contrast`. */
  readonly name: string;
  /** null where the feature has no value. */
  readonly value: number | null;
  /** Why the value is null, or a convention instead of the formula; null for most. */
  readonly reason: Evaluated["reason"];
}

/** What `extractPyradiomics` gives, in PyRadiomics' order. */
export interface PyradiomicsExtraction {
  /** The `diagnostics_` values, which come first in PyRadiomics' results; none if `additionalInfo` is off. */
  readonly diagnostics: readonly Diagnostic[];
  readonly features: readonly PyradiomicsFeature[];
  /** Keys without effect, image types and features that were left out, a mask that was corrected. */
  readonly notes: readonly Note[];
}

/** Options of `extractPyradiomics` beside the parameters. */
export interface PyradiomicsOptions extends Watch {
  /** The label of the region, in place of the parameters' `label`. */
  readonly label?: number | undefined;
  /**
   * What the image's file holds numbers of, where its voxels are now in an array of another type: resampled
   * intensities become such numbers. Default: the type of the image's array; for an image from DICOM, which comes
   * as floats, whole numbers where all its voxels are whole.
   */
  readonly pixelType?: PixelType | undefined;
}

/** The options of both calls, as `checkOptions` takes them. */
export const pyradiomicsOptionKinds = {
  label: "number",
  pixelType: "text",
  onProgress: "function",
  signal: "signal",
} as const;

/**
 * Measures a region as PyRadiomics does: its pipeline, its features and its names, from its parameters.
 *
 * Synchronous and pure. A region is refused where PyRadiomics refuses it.
 *
 * @param image intensities in an array of the type that the file has, such as `Int16Array`
 * @param mask a mask of 0 and 1, or a label map; on the image's grid, unless `correctMask` or resampling is on
 * @param params as `parseParams` gives them; default: all features of the unfiltered image
 * @throws VoxomicsError `empty-mask` if no voxel has the label, `too-small` for a region that is too small,
 *   `geometry-mismatch` for a mask of another grid, `invalid-settings`, `invalid-volume`, `invalid-intensity` or
 *   `discretisation`. The signal's reason if that is aborted.
 *
 * @example
 * ```ts
 * import { extractPyradiomics, parseParams } from "voxomics/pyradiomics";
 *
 * const params = parseParams({ featureClass: { glcm: ["Contrast"] }, setting: { binWidth: 25 } });
 * const { features, notes } = extractPyradiomics(image, mask, params);
 * console.log(features[0].name, features[0].value, notes.length); // original_glcm_Contrast
 * ```
 */
export function extractPyradiomics(
  image: Volume,
  mask: Volume,
  params: PyradiomicsParams = parseParams({}),
  options: PyradiomicsOptions = {},
): PyradiomicsExtraction {
  checkOptions(options, pyradiomicsOptionKinds);
  checkArgument(params, "params", {
    settings: "object",
    imageTypes: "array",
    featureClasses: "array",
    notes: "array",
  });
  const { label = params.settings.label, pixelType } = options;
  const known = pixelType === undefined || pixelTypes.includes(pixelType);
  checkValue(known, "pixelType", pixelType, pixelTypes.join(", "));
  const settings = { ...params.settings, label };
  const nextStep = inSteps(1 + params.imageTypes.length, options);
  nextStep("region");
  const prepared = prepare(
    checkVolume(image, "image"),
    checkVolume(mask, "mask"),
    settings,
    pixelType,
  );
  const shapes = params.featureClasses.filter(isShape);
  const found = [measureShapes(prepared, settings, shapes)];
  for (const type of params.imageTypes) {
    const { signal } = nextStep(type.name);
    found.push(measureType(prepared, type, params.featureClasses, signal));
  }
  const { additionalInfo } = settings;
  return {
    diagnostics: additionalInfo
      ? [...diagnoseParams({ ...params, settings }), ...prepared.diagnostics]
      : [],
    features: found.flatMap(({ features }) => features),
    notes: distinctNotes([
      ...params.notes,
      ...(params.hasVoxelSettings ? [withoutMaps] : []),
      ...prepared.notes,
      ...found.flatMap(({ notes }) => notes),
      ...replacedNotes(params.featureClasses),
    ]),
  };
}

const withoutMaps = noteOf(
  "setting-ignored",
  "voxelSetting has no effect: features of a whole region were measured, not maps",
  { key: "voxelSetting" },
);

/** Features of a part of the extraction. */
interface Found {
  readonly features: readonly PyradiomicsFeature[];
  readonly notes: readonly Note[];
}

function isShape({ name }: ChosenClass): boolean {
  return name === "shape" || name === "shape2D";
}

/** Shape, of the region cut to the box of what re-segmentation left. */
function measureShapes(
  { image, mask, shapeMask, box }: Prepared,
  settings: PyradiomicsSettings,
  shapes: readonly ChosenClass[],
): Found {
  const cut = (volume: Mask) => crop(volume, box);
  const region = classRegion(crop(image, box), cut(mask), cut(shapeMask), settings);
  const inOrder = [...shapes].sort((a, b) => (a.name < b.name ? -1 : 1));
  const against = inOrder.map((one) => reasonAgainst(one, region, settings));
  return {
    features: inOrder
      .filter((_, k) => against[k] === null)
      .flatMap((one) => measureClass("original", one, region, settings)),
    // without force2D, PyRadiomics leaves shape2D out too where it measures all classes
    notes: inOrder.flatMap(({ name, named }, k) =>
      against[k] !== null && (named || settings.force2D) ? [skipped(name, against[k])] : [],
    ),
  };
}

/** Why a class is left out although it is asked for; null if it is measured. */
function reasonAgainst(
  { name, named }: ChosenClass,
  { shapeMask }: ClassRegion,
  { force2D, force2Ddimension }: PyradiomicsSettings,
): string | null {
  if (name !== "shape2D") return null;
  if (!force2D) return "force2D is off";
  const isPlane = shapeMask.size[2 - force2Ddimension] === 1;
  return isPlane || named ? null : inSeveralSlices;
}

const inSeveralSlices =
  "the region has several slices; PyRadiomics refuses such a region under force2D unless featureClass names the classes, without shape2D";

function skipped(name: string, because: string): Note {
  return noteOf("feature-skipped", `${name} was left out: ${because}`, { name });
}

/** The features of every image that an image type makes. */
function measureType(
  { image, mask, shapeMask, box }: Prepared,
  { name, settings }: ChosenImageType,
  classes: readonly ChosenClass[],
  signal: AbortSignal | undefined,
): Found {
  const row = imageTypes.find((one) => one.name === name) as unknown as ImageType;
  const { images, notes } = row.derive(image, mask, settings);
  const inside = crop(mask, box);
  const features: PyradiomicsFeature[] = [];
  if (classes.every(isShape)) return { features, notes };
  for (const derived of images) {
    const region = classRegion(crop(derived.volume, box), inside, crop(shapeMask, box), settings);
    for (const one of classes) {
      if (isShape(one)) continue;
      signal?.throwIfAborted();
      features.push(...measureClass(derived.name, one, region, settings));
    }
  }
  return { features, notes };
}

const notFinite = (): Evaluated => ({ value: null, reason: "not-finite" });

function measureClass(
  image: string,
  { name, features }: ChosenClass,
  region: ClassRegion,
  settings: PyradiomicsSettings,
): PyradiomicsFeature[] {
  const row = featureClasses.find((one) => one.name === name) as unknown as FeatureClass;
  checkCompared(row, region.image.size, settings);
  const valued = features.filter((feature) => row.features[feature].replacedBy === undefined);
  const sound = findNonFinite(region.image, region.mask) === null;
  const evaluate = sound ? row.measure(region, settings) : notFinite;
  return valued.map((feature) => ({ name: `${image}_${name}_${feature}`, ...evaluate(feature) }));
}

/** Features that are asked for by name, and have no value any more. */
function replacedNotes(classes: readonly ChosenClass[]): Note[] {
  return classes.flatMap(({ name, features }) => {
    const row = featureClasses.find((one) => one.name === name) as unknown as FeatureClass;
    return features.flatMap((feature) => {
      const { replacedBy } = row.features[feature];
      return replacedBy === undefined
        ? []
        : [skipped(`${name} ${feature}`, `it is equal to ${replacedBy}`)];
    });
  });
}
