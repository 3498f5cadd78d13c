import { found, listed, quoted, suggestion } from "../messages/phrases.ts";
import { isObject, type ObjectSchema } from "./object.ts";
import { fieldOf, problem } from "./problem.ts";
import type { About, Given, Resolved, Schema } from "./schema.ts";

/** A schema of objects of several kinds. A property that all have, the tag, names the kind of each. */
export interface UnionSchema<Out = unknown, In = Out> extends Schema<Out, In> {
  /** The schema of the kind that an object's tag names; undefined for a tag that is none of them. */
  readonly memberOf: (value: object) => ObjectSchema | undefined;
  readonly tag: string;
  readonly members: readonly ObjectSchema[];
}

/** Whether a schema was made by `union`. */
export function isUnion(schema: Schema | undefined): schema is UnionSchema {
  return schema !== undefined && "memberOf" in schema;
}

/**
 * A schema of objects that are each of one of several kinds.
 *
 * @param tag name of the property that tells them apart: `method`
 * @param members schema of each kind, in which `tag` is a `constant`
 * @param about `hint`: what a message ends with for a tag that is none of them, "" for the most similar one
 */
export function union<const M extends readonly ObjectSchema[]>(
  tag: string,
  members: M,
  { hint = () => "", ...about }: About & { readonly hint?: (word: unknown) => string } = {},
): UnionSchema<Resolved<M[number]>, Given<M[number]>> {
  const byWord = new Map(members.map((member) => [wordOf(member, tag), member]));
  const words = [...byWord.keys()];
  const expected = [`an object with ${tag} ${listed(words.map(quoted))}`];
  const wordIn = (value: object): unknown =>
    Object.hasOwn(value, tag) ? value[tag as keyof typeof value] : undefined;
  return {
    tag,
    members,
    memberOf: (value) => byWord.get(wordIn(value) as string),
    json: { ...about, oneOf: members.map(({ json }) => json) },
    expected,
    complete: (value, path, problems, allowed = expected) => {
      if (!isObject(value)) {
        problems.push(problem(path, value, allowed));
        return value as Resolved<M[number]>;
      }
      const word = wordIn(value);
      const member = byWord.get(word as string);
      if (member === undefined) {
        const end = hint(word) || suggestion(word, words);
        problems.push(`${problem(fieldOf(path, tag), word, words.map(quoted))}${end}`);
        return value as Resolved<M[number]>;
      }
      return member.completeObject(value, path, problems, (key) => {
        const takers = words.filter((w) => Object.hasOwn(byWord.get(w)?.properties ?? {}, key));
        if (takers.length === 0) return null;
        const only = listed(takers.map(quoted));
        return `${fieldOf(path, key)}: found with ${tag} ${found(word)}, expected only with ${only}`;
      }) as Resolved<M[number]>;
    },
  };
}

/** The constant by which a member of a union is known. */
function wordOf({ properties }: ObjectSchema, tag: string): string {
  return properties[tag].json.const ?? "";
}
