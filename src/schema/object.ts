import { nearest } from "../messages/nearest.ts";
import { quoted } from "../messages/phrases.ts";
import type { JsonSchema } from "./json-schema.ts";
import { fieldOf, problem } from "./problem.ts";
import type { About, Given, Resolved, Schema } from "./schema.ts";

/** The schemas of an object's properties. */
export type Properties = Readonly<Record<string, Schema>>;

/** A schema of objects, and the schemas of their properties. Other properties are refused. */
export interface ObjectSchema<P extends Properties = Properties>
  extends Schema<ResolvedObject<P>, GivenObject<P>> {
  readonly properties: P;
  /**
   * `complete` for an object that is a member of a union: `explain` gives the problem of a property that
   * other members have, or null where none has it.
   */
  readonly completeObject: (
    value: object,
    path: string,
    problems: string[],
    explain: (key: string) => string | null,
  ) => ResolvedObject<P>;
}

type ResolvedObject<P> = { readonly [K in keyof P]: Resolved<P[K]> };

/** The object as it may be given: properties whose schema allows `undefined` are optional. */
type GivenObject<P> = Flat<
  {
    readonly [K in keyof P as undefined extends Given<P[K]> ? never : K]: Given<P[K]>;
  } & {
    readonly [K in keyof P as undefined extends Given<P[K]> ? K : never]?: Given<P[K]>;
  }
>;

/** An intersection as one type, which editors show in full. */
type Flat<T> = { [K in keyof T]: T[K] };

/**
 * A schema of objects with these properties and no others.
 *
 * @param rule what JSON Schema cannot state, such as a relation of two properties. It is called with the
 *   completed object, only if all properties are valid, and returns null, or a problem that starts with
 *   the name of a property: `support: found 2, expected an odd integer`
 */
export function object<P extends Properties>(
  properties: P,
  {
    rule = () => null,
    ...about
  }: About & { readonly rule?: (value: ResolvedObject<P>) => string | null } = {},
): ObjectSchema<P> {
  const expected = ["an object"];
  const completeObject: ObjectSchema<P>["completeObject"] = (value, path, problems, explain) => {
    const before = problems.length;
    const known = Object.keys(properties);
    const unknown = Object.keys(value).filter((key) => !known.includes(key));
    for (const [n, key] of unknown.entries()) {
      // what is known is listed once
      problems.push(explain(key) ?? unknownSetting(path, key, known, n === 0));
    }
    const result: Record<string, unknown> = {};
    for (const key of known) {
      const given = Object.hasOwn(value, key) ? value[key as keyof typeof value] : undefined;
      const completed = properties[key].complete(given, fieldOf(path, key), problems);
      if (completed !== undefined) result[key] = completed;
    }
    const broken = problems.length === before ? rule(result as ResolvedObject<P>) : null;
    if (broken !== null) problems.push(fieldOf(path, broken));
    return result as ResolvedObject<P>;
  };
  return {
    properties,
    json: { ...about, ...jsonOf(properties) },
    expected,
    completeObject,
    complete: (value, path, problems, allowed = expected) => {
      if (isObject(value)) return completeObject(value, path, problems, () => null);
      problems.push(problem(path, value, allowed));
      return value as ResolvedObject<P>;
    },
  };
}

/** Whether a value is what JSON calls an object: neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function jsonOf(properties: Properties): JsonSchema {
  const required = Object.keys(properties).filter((key) => isRequired(properties[key]));
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, { json }]) => [key, json]),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/** Whether a property must be given: whether its schema refuses `undefined`. */
function isRequired({ complete }: Schema): boolean {
  const problems: string[] = [];
  complete(undefined, "", problems);
  return problems.length > 0;
}

function unknownSetting(
  path: string,
  key: string,
  known: readonly string[],
  listKnown: boolean,
): string {
  const near = nearest(key, known);
  const problem = `unknown setting ${quoted(fieldOf(path, key))}`;
  if (near !== null) return `${problem}: did you mean ${quoted(fieldOf(path, near))}?`;
  return listKnown ? `${problem}: known here: ${known.join(", ")}` : problem;
}
