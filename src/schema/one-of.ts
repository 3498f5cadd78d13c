import type { JsonSchema } from "./json-schema.ts";
import { problem } from "./problem.ts";
import type { About, Schema } from "./schema.ts";

/** A schema of values of two kinds that differ in their JSON type, such as a number or a word. */
export function oneOf<A, AIn, B, BIn>(
  first: Schema<A, AIn>,
  second: Schema<B, BIn>,
  about: About = {},
): Schema<A | B, AIn | BIn> {
  const expected = [...first.expected, ...second.expected];
  return {
    json: { ...about, oneOf: [first.json, second.json] },
    expected,
    complete: (value, path, problems, allowed = expected) => {
      const member = [first, second].find(({ json }) => isOfType(value, json));
      if (member !== undefined) return member.complete(value, path, problems, allowed);
      problems.push(problem(path, value, allowed));
      return value as A | B;
    },
  };
}

function isOfType(value: unknown, { type, enum: words }: JsonSchema): boolean {
  if (words !== undefined) return typeof value === typeof words[0];
  if (type === "array") return Array.isArray(value);
  return typeof value === (type === "integer" ? "number" : type);
}
