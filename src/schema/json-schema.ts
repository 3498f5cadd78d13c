/** The keywords of JSON Schema (draft-07) that settings are described with. */
export interface JsonSchema {
  readonly $schema?: string;
  /** The address that the schema is known by. */
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  /** The value that is taken where none is given, or null is given and allowed. */
  readonly default?: unknown;
  readonly type?: JsonType | readonly JsonType[];
  readonly const?: string;
  /** Strings or integers, and null where null is allowed. */
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
  /** That no item occurs twice; only for items that are strings. */
  readonly uniqueItems?: true;
  /** The type that at least one item must have. */
  readonly contains?: { readonly type: JsonType };
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  /** A tagged union: objects that differ in the `const` of one property, and perhaps null. */
  readonly oneOf?: readonly JsonSchema[];
}

export type JsonType = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";
