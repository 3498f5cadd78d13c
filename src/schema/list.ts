import { found, listed } from "../messages/phrases.ts";
import type { JsonSchema } from "./json-schema.ts";
import { problem } from "./problem.ts";
import type { About, Schema } from "./schema.ts";

/** A schema of arrays, and the schema of their items. */
export interface ArraySchema<Out, In> extends Schema<Out, In> {
  readonly item: Schema;
}

/** A schema of arrays of any length, whose items are all of one schema. */
export function list<Out, In>(
  item: Schema<Out, In>,
  { minItems, uniqueItems, ...about }: About & { minItems?: number; uniqueItems?: true } = {},
): ArraySchema<readonly Out[], readonly In[]> {
  const limits = {
    ...(minItems === undefined ? {} : { minItems }),
    ...(uniqueItems === undefined ? {} : { uniqueItems }),
  };
  return array(item, { ...about, ...limits });
}

/**
 * A schema of arrays of two or three items, all of one schema.
 *
 * @param about `contains`: the type that at least one item must have
 */
export function tuple<const N extends 2 | 3, Out, In>(
  item: Schema<Out, In>,
  length: N,
  about: About & { readonly contains?: { readonly type: "number" } } = {},
): ArraySchema<Tuple<N, Out>, Tuple<N, In>> {
  return array(item, { ...about, minItems: length, maxItems: length });
}

type Tuple<N extends 2 | 3, T> = N extends 2 ? readonly [T, T] : readonly [T, T, T];

function array<Out, In, A extends readonly Out[], I extends readonly In[]>(
  item: Schema<Out, In>,
  limits: Pick<JsonSchema, "minItems" | "maxItems" | "uniqueItems" | "contains" | "description">,
): ArraySchema<A, I> {
  const { minItems = 0, maxItems = Infinity, uniqueItems, contains } = limits;
  const length = minItems === 0 ? "" : ` of ${minItems === maxItems ? "" : "at least "}${minItems}`;
  const expected = [`an array${length}, each ${listed(item.expected)}`];
  return {
    item,
    json: { ...limits, type: "array", items: item.json },
    expected,
    complete: (value, path, problems, allowed = expected) => {
      if (!Array.isArray(value)) {
        problems.push(problem(path, value, allowed));
        return value as unknown as A;
      }
      if (value.length < minItems || value.length > maxItems) {
        problems.push(`${path}: found an array of ${value.length}, expected one${length}`);
      }
      if (contains && !value.some((one) => typeof one === contains.type)) {
        problems.push(`${path}: found no ${contains.type}, expected at least one`);
      }
      const seen = new Set<unknown>();
      // Array.from, because map skips the holes of a sparse array
      return Array.from(value, (one, i) => {
        const at = `${path}[${i}]`;
        if (uniqueItems && seen.has(one)) {
          problems.push(`${at}: found ${found(one)} a second time, expected it once`);
        }
        seen.add(one);
        return item.complete(one, at, problems);
      }) as unknown as A;
    },
  };
}
