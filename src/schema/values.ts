import { listed, quoted, suggestion } from "../messages/phrases.ts";
import type { JsonSchema } from "./json-schema.ts";
import { problem } from "./problem.ts";
import type { About, Schema } from "./schema.ts";

/** The limits that a number must keep. */
export interface Limits {
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** A schema of finite numbers within limits. */
export function number(limits: Limits & About = {}): Schema<number> {
  return numeric("number", "a number", limits);
}

/** A schema of whole numbers within limits. */
export function integer(limits: Limits & About = {}): Schema<number> {
  return numeric("integer", "an integer", limits);
}

function numeric(
  type: "number" | "integer",
  noun: string,
  { description, ...limits }: Limits & About,
): Schema<number> {
  const { minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity } = limits;
  const isOfType = type === "number" ? Number.isFinite : Number.isInteger;
  const words = [
    ...(minimum === -Infinity ? [] : [`at least ${minimum}`]),
    ...(exclusiveMinimum === -Infinity ? [] : [`above ${exclusiveMinimum}`]),
    ...(maximum === Infinity ? [] : [`at most ${maximum}`]),
  ].join(" and ");
  return leaf(
    { ...(description === undefined ? {} : { description }), type, ...limits },
    [words === "" ? noun : `${noun} ${words}`],
    (value) =>
      isOfType(value) &&
      (value as number) >= minimum &&
      (value as number) > exclusiveMinimum &&
      (value as number) <= maximum,
  );
}

/** A schema of true and false. */
export function boolean(about: About = {}): Schema<boolean> {
  return leaf(
    { ...about, type: "boolean" },
    ["true", "false"],
    (value) => typeof value === "boolean",
  );
}

/**
 * A schema of a few words, or of a few integers.
 *
 * @param about `examples`: words that messages show in place of all choices, where these are many; `hint`: what
 *   a message ends with for a value that is none of the choices, "" for the most similar choice
 */
export function choice<const C extends string | number>(
  choices: readonly C[],
  {
    hint = () => "",
    ...about
  }: About & {
    readonly examples?: readonly string[];
    readonly hint?: (value: unknown) => string;
  } = {},
): Schema<C> {
  const words = choices.map((one) => (typeof one === "string" ? quoted(one) : String(one)));
  const allowed = new Set<unknown>(choices); // of features there are thousands
  return leaf(
    { ...about, enum: choices },
    about.examples ? likeOneOf(about.examples) : words,
    (value) => allowed.has(value),
    (value) =>
      hint(value) ||
      suggestion(
        value,
        choices.filter((one) => typeof one === "string"),
      ),
  );
}

/** A schema of a single word: the tag of a member of a union. */
export function constant<const C extends string>(word: C): Schema<C> {
  return leaf({ const: word }, [quoted(word)], (value) => value === word);
}

/**
 * A schema of texts.
 *
 * @param about `pattern`: a regular expression that the text must match; `examples`: texts that messages
 *   show in place of the pattern
 */
export function text(
  about: About & { readonly pattern?: string; readonly examples?: readonly string[] } = {},
): Schema<string> {
  const { pattern = "", examples } = about;
  const expression = new RegExp(pattern, "u");
  return leaf(
    { ...about, type: "string" },
    examples ? likeOneOf(examples) : ["a string"],
    (value) => typeof value === "string" && expression.test(value),
  );
}

function likeOneOf(examples: readonly string[]): string[] {
  return [`a string like ${listed(examples.map(quoted))}`];
}

/** A schema of values without parts, which `allows` accepts. */
function leaf<T>(
  json: JsonSchema,
  expected: readonly string[],
  allows: (value: unknown) => boolean,
  hint: (value: unknown) => string = () => "",
): Schema<T> {
  return {
    json,
    expected,
    complete: (value, path, problems, allowed = expected) => {
      if (!allows(value)) problems.push(`${problem(path, value, allowed)}${hint(value)}`);
      return value as T;
    },
  };
}
