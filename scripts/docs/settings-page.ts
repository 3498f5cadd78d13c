import { settingsTable } from "../../src/settings/document.ts";
import { presets } from "../../src/settings/presets.ts";

/** `docs/settings.md`: every setting with its default, and the presets. */
export function settingsPage(): string {
  return `# Settings

Generated from the schema by \`npm run docs\`; do not edit.

Settings are a JSON or YAML file, or the object that \`extract\` takes. Every stage may be left out. An
unknown key is refused, with the nearest known one. \`voxomics settings FILE\` prints a file with every
default spelled out; editors complete from \`voxomics/settings.schema.json\`.

${settingsTable().trimEnd()}

## Presets

\`voxomics settings PRESET\` prints one. They are starting points; for a study, write down your own.

${Object.keys(presets)
  .map((name) => `- \`${name}\``)
  .join("\n")}
`;
}
