import { namingFile } from "../io/name-file.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { suggestion } from "../messages/phrases.ts";
import { shownPath } from "../node/file-error.ts";
import type { InputOptions } from "../node/read-input.ts";
import { parseSettings } from "../node/read-settings.ts";
import { readSettingsText } from "../node/settings-text.ts";
import { isObject } from "../schema/object.ts";
import { isPresetName, presets } from "../settings/presets.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { noteTo } from "./note.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Settings of a preset, else of a file, or of a pipe if `pipes` allows it. The file may be a report that the
 * command line wrote; a note says that its settings are taken.
 *
 * @throws VoxomicsError if there is no such preset or file; the message suggests the most similar preset
 */
export async function loadSettings(
  name: string,
  { pipes }: InputOptions,
  err: Terminal["err"],
): Promise<SettingsInput> {
  if (isPresetName(name)) return presets[name];
  try {
    const text = await readSettingsText(name, { pipes: pipes === true });
    const report = reportIn(text);
    if (report === null) return await namingFile(name, () => parseSettings(text));
    await namingFile(name, () => resolveSettings(report.settings));
    const message = `is a report that voxomics ${report.version} wrote: its settings are taken`;
    noteTo(err, name)({ message });
    return report.settings;
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

/** The settings and the version in the text of a report (`extract --out x.json`, `maps.json`); null for other texts. */
function reportIn(text: string): { version: string; settings: SettingsInput } | null {
  if (!/"software":\s*"voxomics"/.test(text)) return null;
  try {
    const report: unknown = JSON.parse(text);
    if (!isObject(report) || report.software !== "voxomics" || !isObject(report.settings))
      return null;
    return { version: String(report.version), settings: report.settings as SettingsInput };
  } catch {
    return null;
  }
}
