import { describe, expect, it } from "vitest";
import { startValue } from "../../../../src/explorer/view/set/start-value.ts";
import { filterSchema } from "../../../../src/filters/filters.ts";
import { resolveSettings } from "../../../../src/settings/resolve.ts";
import { settingsSchema } from "../../../../src/settings/settings.ts";

describe("a value to start with", () => {
  it.each(filterSchema.json.oneOf ?? [])("of the filter $properties.type.const is valid", (one) => {
    const { filters } = resolveSettings({ filters: [startValue(one)] });
    expect(filters[0].type).toBe(one.properties?.type.const);
  });

  const steps = Object.entries(settingsSchema.properties ?? {}).filter(
    ([, { properties, oneOf }]) => properties !== undefined || oneOf !== undefined,
  );
  it.each(steps)("of %s is valid", (key, schema) => {
    expect(resolveSettings({ [key]: startValue(schema, key) })).toHaveProperty([key]);
  });

  it("of resampling is 1 mm along each axis", () => {
    const { resample } = settingsSchema.properties ?? {};
    expect(startValue(resample)).toEqual({ spacing: [1, 1, 1] });
  });
});
