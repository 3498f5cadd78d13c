import type { Command } from "commander";
import type { InputOptions } from "../node/read-input.ts";
import { toJson } from "../report/json.ts";
import { presets } from "../settings/presets.ts";
import { resolveSettings } from "../settings/resolve.ts";
import { schemaAddress } from "../settings/settings.ts";
import { loadSettings } from "./load-settings.ts";
import { pipesOption } from "./pipes-option.ts";
import type { Terminal } from "./terminal.ts";

/** `voxomics settings [PRESET]` */
export function addSettings(root: Command, { out }: Terminal): void {
  root
    .command("settings")
    .summary("print settings with every default spelled out")
    .description(
      "Print a preset, a settings file or the defaults, as JSON, with every default spelled out.",
    )
    .argument("[preset]", "name of a preset, or a settings file; none: the defaults")
    .addOption(pipesOption())
    .addHelpText("after", help)
    .action(async (name: string | undefined, options: InputOptions) => {
      const given = name === undefined ? {} : await loadSettings(name, options);
      out(toJson({ $schema: schemaAddress, ...resolveSettings(given) }));
    });
}

const help = `
The first line, $schema, is for editors, which complete and check settings by it.

Presets:
${Object.keys(presets)
  .map((name) => `  ${name}`)
  .join("\n")}

Examples:
  voxomics settings ct > my-settings.json      a starting point for settings of one's own
  voxomics settings my-settings.json           check a file, see what it leaves to the defaults`;
