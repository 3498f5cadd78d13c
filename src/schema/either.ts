import { isObject, type ObjectSchema } from "./object.ts";
import { problem } from "./problem.ts";
import type { About, Schema } from "./schema.ts";

/** A schema of values that are either plain, such as a number, or an object. */
export function plainOrObject<A, AIn, P extends ObjectSchema["properties"]>(
  plain: Schema<A, AIn>,
  object: ObjectSchema<P>,
  about: About = {},
): Schema<A | ResolvedOf<ObjectSchema<P>>, AIn | GivenOf<ObjectSchema<P>>> & {
  readonly properties: P;
} {
  const expected = [...plain.expected, ...object.expected];
  return {
    properties: object.properties,
    json: { ...about, oneOf: [plain.json, object.json] },
    expected,
    complete: (value, path, problems, allowed = expected) => {
      if (isObject(value)) return object.complete(value, path, problems);
      const own: string[] = [];
      const completed = plain.complete(value, path, own);
      if (own.length > 0) problems.push(problem(path, value, allowed));
      return completed;
    },
  };
}

type ResolvedOf<S> = S extends Schema<infer Out, infer _> ? Out : never;
type GivenOf<S> = S extends Schema<infer _, infer In> ? In : never;
