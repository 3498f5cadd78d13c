import { completed } from "../schema/check.ts";
import { extractionSchema, type Settings, type SettingsInput } from "./settings.ts";

/**
 * Checks settings as a user or a file gives them, and fills in every default.
 *
 * A setting that is absent, undefined or null takes its default. The result shares no object with the input,
 * and resolving it again gives the same settings.
 *
 * @throws VoxomicsError `invalid-settings`; the message lists up to five problems and counts the
 * others, `details.problems` lists all, one line each.
 *
 * @example
 * ```ts
 * import { resolveSettings } from "voxomics";
 *
 * const settings = resolveSettings({ resample: { spacing: [1, 1, 1] } });
 * settings.resample?.interpolation; // "linear"
 * settings.distance; // 1
 * ```
 */
export function resolveSettings(input: unknown = {}): Settings {
  const { $schema: _, ...settings } = completed(extractionSchema, input as SettingsInput, "");
  return settings;
}
