import { Ajv } from "ajv";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type Settings, type SettingsInput, settingsSchema } from "../../src/settings/settings.ts";
import { allProperties } from "../schema/json.ts";

describe("settingsSchema", () => {
  it("is a strict draft-07 schema", () => {
    expect(() => new Ajv({ strict: true, logger: false }).compile(settingsSchema)).not.toThrow();
  });

  it("survives JSON unchanged", () => {
    expect(JSON.parse(JSON.stringify(settingsSchema))).toEqual(settingsSchema);
  });

  it.each(allProperties(settingsSchema))("describes %s", (_, property) => {
    expect(property.const ?? property.description).toBeTruthy();
  });

  it.each(allProperties(settingsSchema).filter(([, property]) => property.default !== undefined))(
    "allows the default of %s",
    (_, property) => {
      expect(new Ajv().validate(property, property.default)).toBe(true);
    },
  );
});

describe("the types of settings", () => {
  it("are those that the schema allows and gives", () => {
    expectTypeOf<Settings>().toExtend<SettingsInput>();
    expectTypeOf<Settings["distance"]>().toEqualTypeOf<number | readonly number[]>();
    expectTypeOf<SettingsInput["distance"]>().toEqualTypeOf<
      number | readonly number[] | null | undefined
    >();
    expectTypeOf<NonNullable<Settings["resample"]>["spacing"]>().toEqualTypeOf<
      readonly [number | null, number | null, number | null]
    >();
    expectTypeOf<NonNullable<SettingsInput["discretise"]>>().toEqualTypeOf<
      | {
          readonly method: "fixedBinSize";
          readonly width: number;
          readonly minimum?: number | "aligned" | null | undefined;
        }
      | { readonly method: "fixedBinNumber"; readonly bins: number }
      | { readonly method: "none" }
    >();
    expectTypeOf<Settings["discretise"]>().toEqualTypeOf<
      | {
          readonly method: "fixedBinSize";
          readonly width: number;
          readonly minimum: number | "aligned" | null;
        }
      | { readonly method: "fixedBinNumber"; readonly bins: number }
      | { readonly method: "none" }
    >();
    const filtered: SettingsInput = { filters: [{ type: "mean", support: 3 }] };
    // @ts-expect-error a setting of another filter
    const wrong: SettingsInput = { filters: [{ type: "mean", support: 3, sigma: 1 }] };
    // @ts-expect-error no such setting
    const unknown: SettingsInput = { resampel: null };
    expect([filtered, wrong, unknown]).toHaveLength(3);
  });
});
