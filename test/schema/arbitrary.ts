import fc from "fast-check";
import type { JsonSchema, JsonType } from "../../src/schema/json-schema.ts";

/** Values that a schema allows. */
export function arbitraryOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map(arbitraryOf));
  return fc.oneof(...[schema.type ?? []].flat().map((type) => arbitraryOfType(schema, type)));
}

function arbitraryOfType(schema: JsonSchema, type: JsonType): fc.Arbitrary<unknown> {
  const { minimum, exclusiveMinimum, maximum, items = {}, minItems = 0, maxItems = 5 } = schema;
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "string":
      return schema.pattern === undefined
        ? fc.string()
        : fc.stringMatching(new RegExp(schema.pattern, "u"));
    case "integer":
      return fc.integer({ min: minimum ?? -1000, max: maximum ?? 1000 });
    case "number":
      return fc
        .double({
          min: minimum ?? exclusiveMinimum ?? -1e6,
          minExcluded: exclusiveMinimum !== undefined,
          max: maximum ?? 1e6,
          noNaN: true,
        })
        .map((value) => value + 0); // JSON has no -0
    case "array": {
      const length = { minLength: minItems, maxLength: maxItems };
      const list = schema.uniqueItems
        ? fc.uniqueArray(arbitraryOf(items), length)
        : fc.array(arbitraryOf(items), length);
      const needed = schema.contains?.type;
      return needed ? list.filter((values) => values.some((v) => typeof v === needed)) : list;
    }
    case "object": {
      const { properties = {}, required = [] } = schema;
      const fields = Object.entries(properties).map(([key, property]) => {
        const given = arbitraryOf(property);
        return [
          key,
          required.includes(key) ? given : fc.option(given, { nil: undefined }),
        ] as const;
      });
      return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
    }
  }
}
