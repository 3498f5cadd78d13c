import { completed, invalidSettings } from "../../schema/check.ts";
import { isObject } from "../../schema/object.ts";
import { parseYaml } from "../../settings/parse-yaml.ts";
import { type FeatureClassName, featureClasses } from "../classes/feature-classes.ts";
import type { ImageTypeName } from "../image-types/image-types.ts";
import { ignoredKeys } from "./ignored-keys.ts";
import type { ChosenClass, ChosenImageType, PyradiomicsParams } from "./params.ts";
import { type CompletedParams, type ParamsInput, paramsSchema } from "./params-schema.ts";
import { withWholeSigmas } from "./whole-sigmas.ts";
import { writtenProblems } from "./written-types.ts";

/**
 * Reads a parameter file of PyRadiomics: YAML or JSON as text, or the data of one.
 *
 * A key without a value takes its default. `<<` merges another map of the file into one, as YAML 1.1 has it. Keys that have no effect beside the others are told in `notes`.
 *
 * @throws VoxomicsError `invalid-settings` for what is no YAML, an unknown key, class or feature (the message
 *   names the nearest), and a value that is not allowed
 *
 * @example
 * ```ts
 * import { parseParams } from "voxomics/pyradiomics";
 *
 * const params = parseParams(`
 * imageType: { Original: {}, Wavelet: { binWidth: 10 } }
 * featureClass: { firstorder: [Mean, Energy], glcm: }
 * setting: { binWidth: 25, resampledPixelSpacing: [1, 1, 1] }
 * `);
 * console.log(params.settings.padDistance, params.notes.map(({ message }) => message));
 * ```
 */
export function parseParams(file: string | ParamsInput): PyradiomicsParams {
  const given: unknown =
    typeof file === "string" ? withWholeSigmas(parseYaml(file, { merge: true }) ?? {}, file) : file;
  refuseEmpty(given);
  const params = completed(paramsSchema, given as ParamsInput, "");
  const written = typeof file === "string" ? writtenProblems(file) : [];
  if (written.length > 0) throw invalidSettings(written);
  const keys = given as Readonly<Record<string, unknown>>;
  const imageTypes = chosenTypes(params, keys.imageType);
  const classes = chosenClasses(params, keys.featureClass);
  const maps = keysOf(keys.voxelSetting).length > 0;
  return {
    settings: params.setting,
    voxelSettings: params.voxelSetting,
    hasVoxelSettings: maps,
    imageTypes,
    featureClasses: classes,
    notes: ignoredKeys({
      given: keys.setting,
      settings: params.setting,
      types: imageTypes,
      classes,
      maps,
    }),
  };
}

/** What PyRadiomics refuses although other keys may be without a value. */
function refuseEmpty(given: unknown): void {
  if (!isObject(given)) return;
  const empty = ["imageType", "featureClass"].filter((key) => given[key] === null);
  if (empty.length === 0) return;
  throw invalidSettings(
    empty.map(
      (key) => `${key}: found null, expected an object; without the key, the default holds`,
    ),
  );
}

/** The keys of a part of the file, in its order. */
function keysOf(part: unknown): string[] {
  return isObject(part) ? Object.keys(part).filter((key) => part[key] !== undefined) : [];
}

function chosenTypes({ imageType, setting }: CompletedParams, given: unknown): ChosenImageType[] {
  const names = keysOf(given) as ImageTypeName[];
  if (names.length === 0) return [{ name: "Original", custom: {}, settings: setting }];
  return names.map((name) => {
    const own = isObject(given) ? given[name] : null;
    const custom = Object.fromEntries(
      Object.entries(imageType[name] ?? {}).filter(([key]) => keysOf(own).includes(key)),
    );
    return { name, custom, settings: { ...setting, ...custom } };
  });
}

function chosenClasses({ featureClass }: CompletedParams, given: unknown): ChosenClass[] {
  const names = keysOf(given) as FeatureClassName[];
  const named = names.length > 0;
  return (named ? names : featureClasses.map(({ name }) => name)).map((name) => {
    const features = [...new Set(featureClass[name] ?? [])];
    return { name, named, features: features.length > 0 ? features : usualFeatures(name) };
  });
}

/** The features of a class that are not deprecated, in the order of PyRadiomics' method names. */
function usualFeatures(name: FeatureClassName): string[] {
  const { features } = classOf(name);
  const method = (feature: string) => `get${feature}FeatureValue`;
  return Object.keys(features)
    .filter((feature) => !features[feature].deprecated)
    .sort((a, b) => (method(a) < method(b) ? -1 : 1));
}

/** The row of a feature class. */
function classOf(name: FeatureClassName) {
  const row = featureClasses.find((one) => one.name === name);
  if (row === undefined) throw new RangeError(name);
  return row as { readonly features: Readonly<Record<string, { readonly deprecated: boolean }>> };
}
