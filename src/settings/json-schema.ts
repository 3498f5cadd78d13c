/** The part of JSON Schema (draft-07) that the settings are written in, and that is checked here. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  /** What an absent value means; also what null means where null is allowed. */
  readonly default?: unknown;
  readonly type?: JsonType | readonly JsonType[];
  readonly const?: string;
  /** Strings or integers, and null where it means the default. */
  readonly enum?: readonly (string | number | null)[];
  /** A regular expression that a string must match. */
  readonly pattern?: string;
  /** What messages show in place of a pattern, or of a long list of words. */
  readonly examples?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Only for items that are strings. */
  readonly uniqueItems?: true;
  /** At least one item is of this type. */
  readonly contains?: { readonly type: JsonType };
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  /** A tagged union: objects that differ in the `const` of one property, and perhaps null. */
  readonly oneOf?: readonly JsonSchema[];
}

export type JsonType = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

/** A value that is an object in JSON's sense. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The types that a schema allows, one union's members taken together. */
export function typesOf(schema: JsonSchema): readonly JsonType[] {
  const { type, oneOf } = schema;
  if (oneOf) return oneOf.flatMap(typesOf);
  const choices = choicesOf(schema);
  if (choices) {
    const nullable: JsonType[] = schema.enum?.includes(null) ? ["null"] : [];
    const types = choices.map((c) => (typeof c === "string" ? "string" : "integer"));
    return [...nullable, ...new Set(types)];
  }
  return type === undefined ? [] : [type].flat();
}

/** The values that a schema allows, if it names them one by one; null is none of them. */
export function choicesOf({
  const: word,
  enum: choices,
}: JsonSchema): readonly (string | number)[] | undefined {
  return word === undefined ? choices?.filter((choice) => choice !== null) : [word];
}

/** Whether a value is of a JSON type; numbers must be finite. */
export function isOfType(value: unknown, type: JsonType): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    case "number":
      return Number.isFinite(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    default:
      return typeof value === type;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A union's tagged members by the tag's value, and the name of the tag. */
export function taggedMembers(oneOf: readonly JsonSchema[]): {
  readonly tag: string;
  readonly members: ReadonlyMap<string, JsonSchema>;
} {
  let tag = "";
  const members = new Map<string, JsonSchema>();
  for (const member of oneOf) {
    for (const [key, property] of Object.entries(member.properties ?? {})) {
      if (property.const === undefined) continue;
      tag = key;
      members.set(property.const, member);
    }
  }
  return { tag, members };
}
