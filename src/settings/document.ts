import { expected } from "../messages/wording.ts";
import { type JsonSchema, taggedMembers } from "./json-schema.ts";
import { settingsSchema } from "./schema.ts";

/** One setting, as documentation shows it. */
export interface SettingDocument {
  /**
   * `resample.spacing`; a union's members read `discretise (fixedBinSize).width`, what they all
   * share `filters (every type).boundary`.
   */
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
      return [
        {
          path,
          expected: expected(property),
          default: property.default === undefined ? null : JSON.stringify(property.default),
          description: property.description ?? "",
        },
        ...documentProperties(property, `${path}.`),
        ...documentUnion(property.oneOf ?? property.items?.oneOf ?? [], path),
      ];
    });
}

/** What all members of a union share, then what is left of each. */
function documentUnion(oneOf: readonly JsonSchema[], path: string): SettingDocument[] {
  const { tag, members } = taggedMembers(oneOf);
  const every = [...members.values()];
  const isShared = (key: string, property: JsonSchema) =>
    every.every(({ properties = {} }) => properties[key] === property);
  const part = (member: JsonSchema | undefined, shared: boolean): JsonSchema => {
    const entries = Object.entries(member?.properties ?? {});
    const kept = entries.filter(([key, property]) => isShared(key, property) === shared);
    return { properties: Object.fromEntries(kept) };
  };
  return [
    ...documentProperties(part(every[0], true), `${path} (every ${tag}).`),
    ...[...members].flatMap(([word, member]) =>
      documentProperties(part(member, false), `${path} (${word}).`),
    ),
  ];
}
