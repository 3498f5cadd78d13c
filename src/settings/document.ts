import { type JsonSchema, taggedMembers } from "./json-schema.ts";
import { settingsSchema } from "./schema.ts";
import { expected } from "./wording.ts";

/** One setting, as documentation shows it. */
export interface SettingDocument {
  /** `resample.spacing`; a union's members read `discretise (fixedBinSize).width`. */
  readonly path: string;
  readonly expected: string;
  /** As JSON; null if the setting must be given. */
  readonly default: string | null;
  readonly description: string;
}

/** Every setting of the schema, in its order. */
export function documentSettings(schema: JsonSchema = settingsSchema): SettingDocument[] {
  return documentProperties(schema, "");
}

/** The settings as a Markdown table. */
export function settingsTable(): string {
  const rows = documentSettings().map(({ path, expected, default: given, description }) => [
    `\`${path}\``,
    expected,
    given === null ? "required" : `\`${given}\``,
    description,
  ]);
  return [["setting", "value", "default", "meaning"], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |\n`)
    .join("");
}

function documentProperties({ properties = {} }: JsonSchema, prefix: string): SettingDocument[] {
  return Object.entries(properties)
    .filter(([key, { const: tag }]) => key !== "$schema" && tag === undefined)
    .flatMap(([key, property]) => {
      const path = `${prefix}${key}`;
      const members = [...taggedMembers(property.oneOf ?? []).members];
      return [
        {
          path,
          expected: expected(property),
          default: property.default === undefined ? null : JSON.stringify(property.default),
          description: property.description ?? "",
        },
        ...documentProperties(property, `${path}.`),
        ...members.flatMap(([word, member]) => documentProperties(member, `${path} (${word}).`)),
      ];
    });
}
