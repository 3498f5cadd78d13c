import { listed } from "../messages/phrases.ts";
import type { ObjectSchema, Properties } from "../schema/object.ts";
import type { Schema } from "../schema/schema.ts";
import { isUnion } from "../schema/union.ts";
import { extractionSchema } from "./settings.ts";

/** One setting, as documentation shows it. */
export interface SettingDocument {
  /**
   * `resample.spacing`. A setting of one member of a union is `discretise (fixedBinSize).width`, a setting of
   * all members `filters (every type).boundary`.
   */
  readonly path: string;
  /** The values it may have, in words. */
  readonly expected: string;
  /** As JSON; null if the setting must be given. */
  readonly default: string | null;
  readonly description: string;
}

/** Every setting, in the order of the schema. */
export function documentSettings(schema: ObjectSchema = extractionSchema): SettingDocument[] {
  return documentProperties(schema.properties, "");
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

function documentProperties(properties: Properties, prefix: string): SettingDocument[] {
  return Object.entries(properties)
    .filter(([key, { json }]) => key !== "$schema" && json.const === undefined)
    .flatMap(([key, schema]) => {
      const path = `${prefix}${key}`;
      const { json, expected } = schema;
      return [
        {
          path,
          expected: listed(expected),
          default: json.default === undefined ? null : JSON.stringify(json.default),
          description: json.description ?? "",
        },
        ...documentProperties(propertiesOf(schema), `${path}.`),
        ...documentUnion(schema, path),
      ];
    });
}

function propertiesOf(schema: Schema & { readonly properties?: Properties }): Properties {
  return schema.properties ?? {};
}

/**
 * The settings of a union, or of a list of a union: first those that all members share, then those of
 * each member.
 */
function documentUnion(
  schema: Schema & { readonly item?: Schema },
  path: string,
): SettingDocument[] {
  const union = schema.item ?? schema;
  if (!isUnion(union)) return [];
  const { tag, members } = union;
  const part = (member: ObjectSchema, shared: boolean): Properties =>
    Object.fromEntries(
      Object.entries(member.properties).filter(
        ([key, property]) =>
          members.every(({ properties }) => properties[key] === property) === shared,
      ),
    );
  return [
    ...documentProperties(part(members[0], true), `${path} (every ${tag}).`),
    ...members.flatMap((member) =>
      documentProperties(part(member, false), `${path} (${member.properties[tag].json.const}).`),
    ),
  ];
}
