import type { JsonSchema } from "./json-schema.ts";
import type { Schema } from "./schema.ts";

/** A schema that also allows null, which stays null. */
export function orNull<Out, In>(schema: Schema<Out, In>): Schema<Out | null, In | null> {
  const expected = ["null", ...schema.expected];
  return {
    ...schema,
    json: withNull(schema.json),
    expected,
    complete: (value, path, problems) =>
      value === null ? null : schema.complete(value, path, problems, expected),
  };
}

/**
 * A schema whose value may be left out: `value` is then taken. Null is refused, unless `schema` allows
 * it.
 */
export function withDefault<Out, In>(
  schema: Schema<Out, In>,
  value: NoInfer<In>,
): Schema<Out, In | undefined> {
  return {
    ...schema,
    json: { ...schema.json, default: value },
    complete: (given = value, path, problems, expected) =>
      schema.complete(given, path, problems, expected),
  };
}

/** A schema whose value may be left out or be null: either means `value`. */
export function orDefault<Out, In>(
  schema: Schema<Out, In>,
  value: NoInfer<In>,
): Schema<Out, In | null | undefined> {
  const expected = ["null", ...schema.expected];
  return {
    ...schema,
    json: { ...withNull(schema.json), default: value },
    expected,
    complete: (given, path, problems) => schema.complete(given ?? value, path, problems, expected),
  };
}

/** A schema whose value may be left out, without a default: it then stays `undefined`. */
export function optional<Out, In>(
  schema: Schema<Out, In>,
): Schema<Out | undefined, In | undefined> {
  return {
    ...schema,
    complete: (value, path, problems) =>
      value === undefined ? undefined : schema.complete(value, path, problems),
  };
}

/** JSON Schema that also allows null. */
function withNull(json: JsonSchema): JsonSchema {
  if (json.enum) return { ...json, enum: [...json.enum, null] };
  if (json.oneOf) {
    return { ...json, oneOf: [{ type: "null", description: "The default." }, ...json.oneOf] };
  }
  return { ...json, type: [json.type ?? [], "null" as const].flat() };
}
