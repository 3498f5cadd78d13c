import { readFileSync } from "node:fs";
import type { FeatureFacts } from "../../src/pyradiomics/classes/feature-class.ts";
import { featureClasses } from "../../src/pyradiomics/classes/feature-classes.ts";
import { settingsSchema } from "../../src/pyradiomics/params/settings-schema.ts";
import { voxelSettingsSchema } from "../../src/pyradiomics/params/voxel-settings.ts";
import type { ObjectSchema } from "../../src/schema/object.ts";
import { markdownTable } from "./markdown-table.ts";

/** What is written by hand, with marks where the tables go. */
const text = "scripts/docs/pyradiomics-text.md";

/** `docs/pyradiomics.md`: how PyRadiomics' values are measured, its settings and its names. */
export function pyradiomicsPage(): string {
  return readFileSync(text, "utf8")
    .replace("<!-- settings -->", () => settingsTable())
    .replace("<!-- features -->", () => namesTable());
}

function settingsTable(): string {
  return markdownTable(
    ["setting", "default", "meaning"],
    [...rowsOf("", settingsSchema), ...rowsOf("voxelSetting: ", voxelSettingsSchema)],
  );
}

function rowsOf(prefix: string, { properties }: ObjectSchema): string[][] {
  return Object.entries(properties).map(([name, { json }]) => [
    `\`${prefix}${name}\``,
    `\`${JSON.stringify(json.default ?? null)}\``,
    json.description ?? "–",
  ]);
}

function namesTable(): string {
  return markdownTable(
    ["class", "PyRadiomics", "feature here", "code", "tag", "what differs"],
    featureClasses.flatMap(({ name, features, tagEnding }) =>
      Object.entries(features as Readonly<Record<string, FeatureFacts>>).map(
        ([feature, { ibsi, differs, deprecated, replacedBy }]) => [
          `\`${name}\``,
          feature,
          ibsi?.name ?? "–",
          ibsi?.code ?? "–",
          ibsi === null ? "–" : `\`${ibsi.tag}${tagEnding}\``,
          [differs ?? [], deprecated && replacedBy === undefined ? "only by name" : []]
            .flat()
            .join("; ") || "–",
        ],
      ),
    ),
  );
}
