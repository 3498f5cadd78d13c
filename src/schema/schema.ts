import type { JsonSchema } from "./json-schema.ts";

/**
 * What a value has to be: it checks a value, fills in what may be left out, and describes itself.
 *
 * The TypeScript types of the value come from it (`Given`, `Resolved`), so that type, check, default
 * and description cannot differ.
 */
export interface Schema<Out = unknown, In = Out> {
  /** As JSON Schema. */
  readonly json: JsonSchema;
  /** What it allows, as the alternatives of a message: `null`, `a number above 0`. */
  readonly expected: readonly string[];
  /**
   * The value with every default filled in; `undefined` is a value that is absent. What the schema
   * does not allow is added to `problems`, one line each, starting with the path; the result means
   * something only if no problem was added.
   *
   * @param path where the value is: `discretise.width`; "" for the settings as a whole
   * @param expected what messages say is allowed here, where that is more than this schema allows
   */
  readonly complete: (
    value: unknown,
    path: string,
    problems: string[],
    expected?: readonly string[],
  ) => Out;
  /** No value has it: it carries the type of what may be given. */
  readonly given?: In;
}

/** Values that a schema allows, before its defaults are filled in. */
export type Given<S> = S extends Schema<infer _, infer In> ? In : never;

/** Values that a schema gives, once its defaults are filled in. */
export type Resolved<S> = S extends Schema<infer Out, infer _> ? Out : never;

/** What a schema says of itself to readers. */
export interface About {
  readonly description?: string;
}
