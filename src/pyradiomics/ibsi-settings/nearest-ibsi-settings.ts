import { checkArgument } from "../../schema/check-argument.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import type { PyradiomicsParams } from "../params/params.ts";
import { joined, type SettingDifference, type Translated } from "./difference.ts";
import { translateFeatures } from "./translate-features.ts";
import { translateImages } from "./translate-images.ts";
import { translateSteps } from "./translate-steps.ts";
import { translateTexture } from "./translate-texture.ts";

/** Settings of `extract` that are the nearest to a parameter file's, and what they do not have of it. */
export interface NearestSettings {
  readonly settings: SettingsInput;
  readonly differences: readonly SettingDifference[];
}

/**
 * The settings of `extract` that are the nearest to those of a parameter file of PyRadiomics, for a study that moves to
 * the IBSI's definitions. They do not give PyRadiomics' values, which `extractPyradiomics` does.
 *
 * @param params as `parseParams` gives them
 *
 * @example
 * ```ts
 * import { nearestIbsiSettings, parseParams } from "voxomics/pyradiomics";
 *
 * const params = parseParams({ setting: { binWidth: 10, normalize: true } });
 * const { settings, differences } = nearestIbsiSettings(params);
 * console.log(settings.discretise, differences.map(({ key }) => key)); // normalize, binWidth …
 * ```
 */
export function nearestIbsiSettings(params: PyradiomicsParams): NearestSettings {
  checkArgument(params, "params", {
    settings: "object",
    voxelSettings: "object",
    imageTypes: "array",
    featureClasses: "array",
  });
  return joined([
    ...translateSteps(params.settings),
    translateTexture(params.settings),
    translateFeatures(params),
    translateImages(params),
    ofMaps(params),
  ]);
}

function ofMaps({ hasVoxelSettings, voxelSettings }: PyradiomicsParams): Translated {
  const { kernelRadius, maskedKernel } = voxelSettings;
  const flags = `--radius ${kernelRadius}${maskedKernel ? "" : " --unmasked"}`;
  const difference = `no setting: voxomics map ${flags}`;
  return {
    settings: {},
    differences: hasVoxelSettings ? [{ key: "voxelSetting", difference }] : [],
  };
}
