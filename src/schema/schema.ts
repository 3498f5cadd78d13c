import type { JsonSchema } from "./json-schema.ts";

/**
 * What a value has to be. A schema checks a value, fills in its defaults, and describes itself as JSON
 * Schema.
 *
 * The TypeScript types of the value are inferred from its schema (`Given`, `Resolved`), so that type,
 * check, defaults and description cannot contradict each other.
 */
export interface Schema<Out = unknown, In = Out> {
  /** The same schema as JSON Schema. */
  readonly json: JsonSchema;
  /** What the schema allows, in words, as alternatives: `null`, `a number above 0`. */
  readonly expected: readonly string[];
  /**
   * The value with every default filled in; `undefined` is a value that is absent. What the schema
   * does not allow is added to `problems`, one line each, starting with the path; the result means
   * something only if no problem was added.
   *
   * @param path where the value is: `discretise.width`; "" for the settings as a whole
   * @param expected what messages call allowed, where a schema around this one allows more, such as null
   */
  readonly complete: (
    value: unknown,
    path: string,
    problems: string[],
    expected?: readonly string[],
  ) => Out;
  /** Never set: it only carries the type `In` of values that may be given. */
  readonly given?: In;
}

/** The type of the values that may be given for a schema: those with a default may be left out. */
export type Given<S> = S extends Schema<infer _, infer In> ? In : never;

/** The type of the values of a schema once defaults are filled in. */
export type Resolved<S> = S extends Schema<infer Out, infer _> ? Out : never;

/** What a schema says of itself to readers of its JSON Schema. */
export interface About {
  readonly description?: string;
}
