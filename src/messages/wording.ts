import { choicesOf, type JsonSchema, taggedMembers, typesOf } from "../settings/json-schema.ts";
import { nearest } from "./nearest.ts";

const longest = 60;

/** A value as a message shows it: on one line, short. */
export function found(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  return String(value);
}

/** A string in double quotes, cut where it is long, without characters that break or hide a line. */
export function quoted(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return JSON.stringify(short).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

/** What a schema allows, in words: `null or a number above 0`. */
export function expected(schema: JsonSchema): string {
  if (schema.examples) return `a string like ${listed(schema.examples.map(quoted))}`;
  const nullable = typesOf(schema).includes("null") ? ["null"] : [];
  const words = choicesOf(schema)?.map((c) => (typeof c === "string" ? quoted(c) : String(c)));
  if (words) return listed([...nullable, ...words]);
  return listed([...nullable, ...expectedUnlessNull(schema)]);
}

function expectedUnlessNull(schema: JsonSchema): string[] {
  if (schema.oneOf) {
    const { tag, members } = taggedMembers(schema.oneOf);
    return [`an object with ${tag} ${listed([...members.keys()].map(quoted))}`];
  }
  return typesOf(schema)
    .filter((type) => type !== "null")
    .flatMap((type) => {
      switch (type) {
        case "array":
          return `an array${expectedLength(schema)}${expectedItems(schema)}`;
        case "boolean":
          return ["true", "false"];
        case "integer":
        case "object":
          return `an ${type}${expectedRange(schema)}`;
        default:
          return `a ${type}${expectedRange(schema)}`;
      }
    });
}

function expectedItems({ items }: JsonSchema): string {
  return items ? `, each ${expected(items)}` : "";
}

function expectedRange({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  const limits = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
  ];
  return limits.length === 0 ? "" : ` ${limits.join(" and ")}`;
}

/** ` of 3`, ` of at least 1`, or nothing. */
export function expectedLength({ minItems, maxItems }: JsonSchema): string {
  if (minItems === undefined) return "";
  return minItems === maxItems ? ` of ${minItems}` : ` of at least ${minItems}`;
}

/** `a, b or c` */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

/** `; did you mean "linear"?` if a candidate is near the value, else nothing. */
export function suggestion(value: unknown, candidates: Iterable<string>): string {
  const near = typeof value === "string" ? nearest(value, candidates) : null;
  return near === null ? "" : `; did you mean ${quoted(near)}?`;
}
