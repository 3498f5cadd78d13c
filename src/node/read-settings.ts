import { namingFile } from "../io/name-file.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { invalidSettings } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { problem } from "../schema/problem.ts";
import { parseYaml } from "../settings/parse-yaml.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import type { InputOptions } from "./read-input.ts";
import { readSettingsText } from "./settings-text.ts";

/**
 * Reads settings from a JSON or YAML file and checks them. Defaults are not filled in.
 *
 * @throws VoxomicsError `invalid-settings` for a syntax error, with line and column, or for
 *   settings that `resolveSettings` refuses; `invalid-file` if the file cannot be opened, or is a pipe
 *   that is not asked for; `too-large` for more than 1 MiB of a pipe.
 *
 * @example
 * ```ts
 * import { extract, readSettings } from "voxomics/node";
 *
 * const settings = await readSettings("ct.yaml");
 * console.log(extract(image, mask, settings).features.length);
 * ```
 */
export async function readSettings(
  path: string,
  options: InputOptions = {},
): Promise<SettingsInput> {
  checkOptions(options, { pipes: null });
  const text = await readSettingsText(path, options);
  return namingFile(path, () => parseSettings(text));
}

/**
 * Parses settings from JSON or YAML text and checks them; see `parseYaml`. Defaults are not filled in.
 *
 * @example
 * ```ts
 * import { parseSettings } from "voxomics/node";
 *
 * const settings = parseSettings("discretise: { method: fixedBinSize, width: 25 }"); // or JSON
 * console.log(settings.discretise);
 * ```
 */
export function parseSettings(text: string): SettingsInput {
  checkArgument(text, "settings", "text");
  const settings = parseYaml(text);
  if (settings === null) {
    throw new VoxomicsError("invalid-settings", "holds no settings; write {} for the defaults");
  }
  // in a text, no call of a function helps
  if (typeof settings === "string") throw invalidSettings([problem("", settings, ["an object"])]);
  const named = typeof settings === "object" ? Object.keys(settings) : [];
  const foreign = ["imageType", "featureClass", "setting", "voxelSetting"].filter((key) =>
    named.includes(key),
  );
  if (foreign.length > 0) {
    throw new VoxomicsError(
      "invalid-settings",
      `found ${foreign.join(", ")}, as parameter files of PyRadiomics have: voxomics settings --from-pyradiomics FILE prints the nearest settings, and voxomics pyradiomics measures by the file itself`,
      { found: foreign },
    );
  }
  resolveSettings(settings as SettingsInput);
  return settings as SettingsInput;
}
