import { VoxomicsError } from "../messages/errors.ts";
import { suggestion } from "../messages/phrases.ts";
import { shownPath } from "../node/file-error.ts";
import type { InputOptions } from "../node/read-input.ts";
import { readSettings } from "../node/read-settings.ts";
import { isPresetName, presets } from "../settings/presets.ts";
import type { SettingsInput } from "../settings/settings.ts";

/**
 * Settings of a preset, else of a file, or of a pipe if `pipes` allows it.
 *
 * @throws VoxomicsError if there is no such preset or file; the message suggests the most similar preset
 */
export async function loadSettings(
  name: string,
  { pipes }: InputOptions = {},
): Promise<SettingsInput> {
  if (isPresetName(name)) return presets[name];
  try {
    return await readSettings(name, { pipes: pipes === true });
  } catch (error) {
    if (!(error instanceof VoxomicsError) || error.details.code !== "ENOENT") throw error;
    const names = Object.keys(presets);
    const hint = suggestion(name, names) || `; presets are ${names.join(", ")}`;
    throw new VoxomicsError(
      "invalid-settings",
      `${shownPath(name)}: no such file, and no preset of that name${hint}`,
      { found: name, known: names },
    );
  }
}
