import { Ajv } from "ajv";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type JsonSchema, taggedMembers } from "../../src/settings/json-schema.ts";
import { settingsSchema } from "../../src/settings/schema.ts";
import type { Settings, SettingsInput } from "../../src/settings/settings.ts";
import type { Given, Resolved } from "./schema-types.ts";

describe("settingsSchema", () => {
  it("is a strict draft-07 schema", () => {
    expect(() => new Ajv({ strict: true, logger: false }).compile(settingsSchema)).not.toThrow();
  });

  it("survives JSON unchanged", () => {
    expect(JSON.parse(JSON.stringify(settingsSchema))).toEqual(settingsSchema);
  });

  it.each(allProperties(settingsSchema, ""))("describes %s", (_, property) => {
    expect(property.const ?? property.description).toBeTruthy();
  });

  it.each(
    allProperties(settingsSchema, "").filter(([, property]) => property.default !== undefined),
  )("allows the default of %s", (_, property) => {
    expect(new Ajv().validate(property, property.default)).toBe(true);
  });

  it("agrees with the types", () => {
    type FromSchema = Omit<Resolved<typeof settingsSchema>, "$schema">;
    expectTypeOf<FromSchema>().toExtend<Settings>();
    expectTypeOf<Settings>().toExtend<FromSchema>();

    type InputFromSchema = Given<typeof settingsSchema>;
    expectTypeOf<InputFromSchema>().toExtend<SettingsInput>();
    expectTypeOf<SettingsInput>().toExtend<InputFromSchema>();
    expectTypeOf<Settings>().toExtend<SettingsInput>();
  });
});

function allProperties({ properties = {} }: JsonSchema, path: string): [string, JsonSchema][] {
  return Object.entries(properties).flatMap(([key, property]) => [
    [`${path}${key}`, property] as [string, JsonSchema],
    ...allProperties(property, `${path}${key}.`),
    ...[...taggedMembers(property.oneOf ?? property.items?.oneOf ?? []).members].flatMap(
      ([word, member]) => allProperties(member, `${path}${key} (${word}).`),
    ),
  ]);
}
