import type { JsonSchema } from "../../../schema/json-schema.ts";

/** What required settings start with, by their names, where the least allowed value is of no use. */
const usual: Readonly<Record<string, unknown>> = {
  bins: 32,
  width: 25,
  support: 3,
  sigma: 1.5,
  threshold: 0.5,
  lambda: 4,
  distance: 7,
  order: [1, 0, 0],
  landmarks: { percentiles: [1, 50, 99], values: [0, 50, 100] },
  norm: "euclidean",
};

/**
 * A valid value to start with for a setting that is switched on or a filter that is added: required settings have a value,
 * all others are left to their defaults.
 */
export function startValue(schema: JsonSchema, key = ""): unknown {
  if (Object.hasOwn(usual, key)) return usual[key];
  if (schema.const !== undefined) return schema.const;
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema.enum !== undefined) return schema.enum.find((one) => one !== null);
  if (schema.oneOf !== undefined) {
    const member = schema.oneOf.find(({ type }) => type !== "null");
    return member === undefined ? null : startValue(member);
  }
  if (schema.properties !== undefined) {
    const { properties, required = [] } = schema;
    return Object.fromEntries(required.map((name) => [name, startValue(properties[name], name)]));
  }
  const [type] = [schema.type ?? []].flat();
  if (type === "array") {
    const { minItems = 0, items = {} } = schema;
    return Array.from({ length: minItems }, () => startValue(items));
  }
  if (type === "boolean") return false;
  return schema.minimum ?? 1;
}
