import { nearest } from "../messages/nearest.ts";
import { quoted } from "../messages/phrases.ts";
import type { JsonSchema } from "./json-schema.ts";
import { fieldOf, problem } from "./problem.ts";
import type { About, Given, Resolved, Schema } from "./schema.ts";

/** The schemas of an object's properties. */
export type Properties = Readonly<Record<string, Schema>>;

/** An object with known properties; any other is refused. */
export interface ObjectSchema<P extends Properties = Properties>
  extends Schema<ResolvedObject<P>, GivenObject<P>> {
  readonly properties: P;
  /** `complete` for an object of a union: `explain` says what else an unknown property could be of. */
  readonly completeObject: (
    value: object,
    path: string,
    problems: string[],
    explain: (key: string) => string | null,
  ) => ResolvedObject<P>;
}

type ResolvedObject<P> = { readonly [K in keyof P]: Resolved<P[K]> };

/** What may be left out is optional. */
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
 * An object.
 *
 * @param rule what is beyond JSON Schema, as between two properties. It sees the completed object, if
 * every property is as it must be, and gives null, or the problem from the property's name on:
 * `support: found 2, expected an odd integer`
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
    for (const key of Object.keys(value)) {
      if (!known.includes(key)) problems.push(explain(key) ?? unknown(path, key, known));
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

/** Whether a value is an object in JSON's sense. */
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

/** Whether a value may not be left out: its absence is a problem. */
function isRequired({ complete }: Schema): boolean {
  const problems: string[] = [];
  complete(undefined, "", problems);
  return problems.length > 0;
}

function unknown(path: string, key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  const hint =
    near === null
      ? `known here: ${known.join(", ")}`
      : `did you mean ${quoted(fieldOf(path, near))}?`;
  return `unknown setting ${quoted(fieldOf(path, key))}: ${hint}`;
}
