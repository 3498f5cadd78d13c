import type { JsonSchema } from "../../src/schema/json-schema.ts";

/** The members of a tagged union by their words. */
export function membersOf({ oneOf = [] }: JsonSchema): [string, JsonSchema][] {
  return oneOf.flatMap((member) => {
    const tag = Object.values(member.properties ?? {}).find(
      ({ const: word }) => word !== undefined,
    );
    return tag?.const === undefined ? [] : [[tag.const, member] as [string, JsonSchema]];
  });
}

/** Every property of a schema, at any depth, by its path. */
export function allProperties({ properties = {} }: JsonSchema, path = ""): [string, JsonSchema][] {
  return Object.entries(properties).flatMap(([key, property]) => [
    [`${path}${key}`, property] as [string, JsonSchema],
    ...allProperties(property, `${path}${key}.`),
    ...membersOf(property.oneOf ? property : (property.items ?? {})).flatMap(([word, member]) =>
      allProperties(member, `${path}${key} (${word}).`),
    ),
  ]);
}
