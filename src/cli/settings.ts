import { basename } from "node:path";
import type { Command } from "commander";
import { families } from "../families/families.ts";
import { namingFile } from "../io/name-file.ts";
import type { InputOptions } from "../node/read-input.ts";
import { readSettingsText } from "../node/settings-text.ts";
import { toJson } from "../report/json.ts";
import { presets } from "../settings/presets.ts";
import { resolveSettings } from "../settings/resolve.ts";
import { schemaAddress } from "../settings/settings.ts";
import { loadSettings } from "./load-settings.ts";
import { pipesOption } from "./pipes-option.ts";
import type { Terminal } from "./terminal.ts";

interface SettingsOptions extends InputOptions {
  readonly listFeatures?: true;
  readonly fromPyradiomics?: string;
}

/** `glcm.contrast  cm_contrast`, a line a feature. */
function featureLines(): string {
  const rows = families.flatMap(({ id, features }) =>
    Object.entries(features).map(([name, { tag }]) => [`${id}.${name}`, tag] as const),
  );
  const width = Math.max(...rows.map(([word]) => word.length));
  return rows.map(([word, tag]) => `${word.padEnd(width)}  ${tag}\n`).join("");
}

/** `voxomics settings [PRESET]` */
export function addSettings(root: Command, { out, err }: Terminal): void {
  const command: Command = root
    .command("settings")
    .summary("print settings with every default spelled out")
    .description(
      "Print a preset, a settings file or the defaults, as JSON, with every default spelled out.",
    )
    .argument("[preset]", "name of a preset, or a settings file; none: the defaults")
    .option("--list-features", "print the names and tags of all features instead")
    .option(
      "--from-pyradiomics <file>",
      "print the settings that are the nearest to a parameter file of PyRadiomics, as YAML",
    )
    .addOption(pipesOption())
    .addHelpText("after", help)
    .action(async (name: string | undefined, options: SettingsOptions) => {
      const { fromPyradiomics: params } = options;
      const asked = [name, options.listFeatures, params].filter((one) => one !== undefined);
      if (asked.length > 1) {
        command.error(
          "error: expected one of a preset or settings file, --list-features and --from-pyradiomics",
          { exitCode: 2 },
        );
      }
      if (options.listFeatures) return out(featureLines());
      if (params !== undefined) return out(await nearestSettings(params, options));
      const given = name === undefined ? {} : await loadSettings(name, options, err);
      out(toJson({ $schema: schemaAddress, ...resolveSettings(given) }));
    });
}

/** The settings that are the nearest to a parameter file, as YAML with comments. */
async function nearestSettings(path: string, { pipes }: InputOptions): Promise<string> {
  const text = await readSettingsText(path, { pipes: pipes === true });
  const { parseParams } = await import("../pyradiomics/params/parse-params.ts");
  const { nearestIbsiSettings } = await import(
    "../pyradiomics/ibsi-settings/nearest-ibsi-settings.ts"
  );
  const { settingsYaml } = await import("../pyradiomics/ibsi-settings/settings-yaml.ts");
  const params = await namingFile(path, () => parseParams(text));
  return settingsYaml(nearestIbsiSettings(params), basename(path));
}

const help = `
The first line, $schema, lets editors complete and check settings.

Presets:
${Object.keys(presets)
  .map((name) => `  ${name}`)
  .join("\n")}

Examples:
  voxomics settings ct > my-settings.json      a starting point for your own settings
  voxomics settings my-settings.json           check a file, see what it leaves to the defaults
  voxomics settings --list-features            what --features of extract and map takes
  voxomics settings --from-pyradiomics Params.yaml > ibsi.yaml
                                               the nearest settings, and in comments what differs`;
