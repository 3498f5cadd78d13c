import { nearest } from "../messages/nearest.ts";
import {
  expected,
  expectedLength,
  found,
  listed,
  quoted,
  suggestion,
} from "../messages/wording.ts";
import {
  choicesOf,
  isObject,
  isOfType,
  type JsonObject,
  type JsonSchema,
  taggedMembers,
  typesOf,
} from "./json-schema.ts";

/**
 * A copy of `value` with the defaults of `schema` filled in.
 *
 * Whatever the schema does not allow is reported in `problems`, one line each, starting with its
 * path; the result is meaningful only if none was added.
 */
export function complete(
  schema: JsonSchema,
  value: unknown,
  path: string,
  problems: string[],
): unknown {
  if (!typesOf(schema).some((type) => isOfType(value, type))) {
    problems.push(`${named(path)}: found ${found(value)}, expected ${expected(schema)}`);
    return value;
  }
  if (Array.isArray(value)) return completeItems(schema, value, path, problems);
  if (isObject(value)) {
    return schema.oneOf
      ? completeMember(schema.oneOf, value, path, problems)
      : completeProperties(schema, value, path, problems);
  }
  if ((typeof value === "string" || typeof value === "number") && !isAllowed(schema, value)) {
    const hint = suggestion(value, choicesOf(schema)?.map(String) ?? []);
    problems.push(`${path}: found ${found(value)}, expected ${expected(schema)}${hint}`);
  }
  return value;
}

function isAllowed(schema: JsonSchema, value: string | number): boolean {
  const choices = choicesOf(schema);
  if (choices) return choices.includes(value);
  if (typeof value === "number") return isWithinLimits(schema, value);
  return schema.pattern === undefined || new RegExp(schema.pattern, "u").test(value);
}

function isWithinLimits(schema: JsonSchema, value: number): boolean {
  const { minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity } = schema;
  return value >= minimum && value > exclusiveMinimum && value <= maximum;
}

function completeItems(
  schema: JsonSchema,
  value: readonly unknown[],
  path: string,
  problems: string[],
): unknown[] {
  const { items = {}, minItems = 0, maxItems = Infinity, uniqueItems, contains } = schema;
  if (value.length < minItems || value.length > maxItems) {
    problems.push(
      `${path}: found an array of ${value.length}, expected one${expectedLength(schema)}`,
    );
  }
  if (contains && !value.some((item) => isOfType(item, contains.type))) {
    problems.push(`${path}: found no ${contains.type}, expected at least one`);
  }
  const seen = new Set<unknown>();
  // Array.from, because map would skip holes
  return Array.from(value, (item, i) => {
    if (uniqueItems && seen.has(item)) {
      problems.push(`${path}[${i}]: found ${found(item)} a second time, expected it once`);
    }
    seen.add(item);
    return complete(items, item, `${path}[${i}]`, problems);
  });
}

function completeProperties(
  { properties = {}, required = [] }: JsonSchema,
  value: JsonObject,
  path: string,
  problems: string[],
  explainUnknown: (key: string) => string | null = () => null,
): JsonObject {
  const known = Object.keys(properties);
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    problems.push(explainUnknown(key) ?? unknownSetting(path, key, known));
  }

  const result: Record<string, unknown> = {};
  for (const key of known) {
    const property = properties[key];
    const given = Object.hasOwn(value, key) ? value[key] : undefined;
    const at = joined(path, key);
    if (given !== undefined && !(given === null && meansDefault(property))) {
      result[key] = complete(property, given, at, problems);
    } else if (property.default !== undefined) {
      result[key] =
        property.default === null ? null : complete(property, property.default, at, problems);
    } else if (required.includes(key)) {
      problems.push(`${at}: missing, expected ${expected(property)}`);
    }
  }
  return result;
}

/** The member of a tagged union that the value's tag names. */
function completeMember(
  oneOf: readonly JsonSchema[],
  value: JsonObject,
  path: string,
  problems: string[],
): JsonObject {
  const { tag, members } = taggedMembers(oneOf);
  const given = Object.hasOwn(value, tag) ? value[tag] : undefined;
  const member = typeof given === "string" ? members.get(given) : undefined;
  if (member === undefined) {
    const words = [...members.keys()];
    const what = given === undefined ? "missing" : `found ${found(given)}`;
    const hint = suggestion(given, words);
    problems.push(`${joined(path, tag)}: ${what}, expected ${listed(words.map(quoted))}${hint}`);
    return value;
  }
  return completeProperties(member, value, path, problems, (key) => {
    const takers = [...members].filter(([, { properties = {} }]) => Object.hasOwn(properties, key));
    if (takers.length === 0) return null;
    const words = listed(takers.map(([word]) => quoted(word)));
    return `${joined(path, key)}: found with ${tag} ${found(given)}, expected only with ${words}`;
  });
}

function meansDefault(property: JsonSchema): boolean {
  return property.default !== undefined && typesOf(property).includes("null");
}

function unknownSetting(path: string, key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  const hint =
    near === null
      ? `known here: ${known.join(", ")}`
      : `did you mean ${quoted(joined(path, near))}?`;
  return `unknown setting ${quoted(joined(path, key))}: ${hint}`;
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function named(path: string): string {
  return path === "" ? "settings" : path;
}
