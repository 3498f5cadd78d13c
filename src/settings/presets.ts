import { standardFamilies } from "../families/families.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { quoted, suggestion } from "../messages/phrases.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { ibsi2Presets } from "./ibsi2-presets.ts";
import { patientStudyPresets } from "./patient-study-presets.ts";
import { resolveSettings } from "./resolve.ts";
import type { Settings, SettingsInput } from "./settings.ts";

/** Resampling settings that the configurations of the IBSI 1 CT phantom share. */
const roundedLinear = {
  interpolation: "linear",
  maskInterpolation: "linear",
  maskThreshold: 0.5,
  roundIntensities: true,
} as const;

const presetTable = {
  /** IBSI 1 digital phantom: intensities are grey levels, every aggregation method. */
  "ibsi-digital-phantom": {
    discretise: { method: "none" },
    intensityVolume: { method: "none" },
    aggregations: ["2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg", "3D:avg", "3D:mrg"],
  },

  // IBSI 1 CT phantom: configurations A to E of the reference manual

  "ibsi-1a": {
    resegment: { range: [-500, 400] },
    discretise: { method: "fixedBinSize", width: 25, minimum: -500 },
    intensityVolume: { method: "none" },
    aggregations: ["2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg"],
    families: standardFamilies,
  },
  "ibsi-1b": {
    resample: { spacing: [2, 2, null], ...roundedLinear },
    resegment: { range: [-500, 400] },
    discretise: { method: "fixedBinNumber", bins: 32 },
    intensityVolume: { method: "none" },
    aggregations: ["2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg"],
    families: standardFamilies,
  },
  "ibsi-1c": {
    resample: { spacing: [2, 2, 2], ...roundedLinear },
    resegment: { range: [-1000, 400] },
    discretise: { method: "fixedBinSize", width: 25, minimum: -1000 },
    intensityVolume: { method: "fixedBinSize", width: 2.5, minimum: -1000 },
    aggregations: ["3D:avg", "3D:mrg"],
    families: standardFamilies,
  },
  "ibsi-1d": {
    resample: { spacing: [2, 2, 2], ...roundedLinear },
    resegment: { outlierSigma: 3 },
    discretise: { method: "fixedBinNumber", bins: 32 },
    intensityVolume: { method: "none" },
    aggregations: ["3D:avg", "3D:mrg"],
    families: standardFamilies,
  },
  "ibsi-1e": {
    resample: { spacing: [2, 2, 2], ...roundedLinear, interpolation: "cubic" },
    resegment: { range: [-1000, 400], outlierSigma: 3 },
    discretise: { method: "fixedBinNumber", bins: 32 },
    intensityVolume: { method: "fixedBinNumber", bins: 1000 },
    aggregations: ["3D:avg", "3D:mrg"],
    families: standardFamilies,
  },

  ...ibsi2Presets,
  ...patientStudyPresets,

  // Starting points for own studies: cubic voxels, so that texture does not depend on direction, and bins of
  // a fixed size where intensities have a unit, as the reference manual recommends (IBSI 4R0B).

  /**
   * CT in HU. Linear resampling to about the pixel size makes features depend less on it
   * (Shafiq-ul-Hassan et al. 2017, Med Phys 44:1050). The spacing of 1 mm and the range from air to soft
   * tissue are those of IBSI 2 (Whybra et al. 2024, Radiology 310:e231319), bins of 25 HU from a fixed
   * minimum those of IBSI 1 (Zwanenburg et al. 2020, Radiology 295:328).
   */
  ct: {
    resample: { spacing: [1, 1, 1], ...roundedLinear },
    resegment: { range: [-1000, 400] },
    discretise: { method: "fixedBinSize", width: 25, minimum: -1000 },
  },

  /**
   * MR in arbitrary units. Without a unit, bins are given by their number, and outliers beyond 3 standard
   * deviations are removed instead of a range (Collewet et al. 2004, Magn Reson Imaging 22:81). 1 mm and
   * 64 levels are among the settings that Vallières et al. 2015 (Phys Med Biol 60:5471) compared; 1000
   * bins for the intensity-volume histogram are those of IBSI 1, configuration E.
   */
  mr: {
    resample: { spacing: [1, 1, 1] },
    resegment: { outlierSigma: 3 },
    discretise: { method: "fixedBinNumber", bins: 64 },
    intensityVolume: { method: "fixedBinNumber", bins: 1000 },
  },

  /**
   * PET in SUV. A constant bin size, here 0.5 SUV from 0, keeps patients comparable (Leijenaar et al. 2015,
   * Sci Rep 5:11075). Scanners reconstruct voxels of about 4 mm, so resampling to 4 mm adds little that
   * was not measured.
   */
  pet: {
    resample: { spacing: [4, 4, 4] },
    resegment: { range: [0, null] },
    discretise: { method: "fixedBinSize", width: 0.5, minimum: 0 },
    intensityVolume: { method: "fixedBinSize", width: 0.1, minimum: 0 },
  },
} as const satisfies Record<string, SettingsInput>;

/** The name of a preset: `ct`, `ibsi-1a` … */
export type PresetName = keyof typeof presetTable;

/** The presets by name, without the defaults that they leave out. */
export const presets: Readonly<Record<PresetName, SettingsInput>> = presetTable;

/**
 * A preset with every default filled in.
 *
 * @throws VoxomicsError `invalid-settings` if no preset has that name; the message lists the names
 *
 * @example
 * ```ts
 * import { extract, resolvePreset } from "voxomics";
 *
 * const settings = resolvePreset("ct");
 * const { features } = extract(image, mask, { ...settings, families: ["statistics"] });
 * console.log(features.length, settings.resample?.spacing);
 * ```
 */
export function resolvePreset(name: PresetName | (string & {})): Settings {
  checkArgument(name, "preset", "text");
  if (isPresetName(name)) return resolveSettings(presets[name]);
  const known = Object.keys(presets);
  throw new VoxomicsError(
    "invalid-settings",
    `unknown preset ${quoted(name)}: expected one of ${known.join(", ")}${suggestion(name, known)}`,
    { found: name, known },
  );
}

/**
 * Whether there is a preset of that name.
 *
 * @example
 * ```ts
 * import { isPresetName } from "voxomics";
 *
 * isPresetName("ct"); // true
 * isPresetName("CT"); // false
 * ```
 */
export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}
