import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { yamlText } from "../../../../src/explorer/view/set/yaml-text.ts";
import { parseSettings } from "../../../../src/node/read-settings.ts";
import { presets, resolvePreset } from "../../../../src/settings/presets.ts";
import { resolveSettings } from "../../../../src/settings/resolve.ts";

describe("settings as YAML", () => {
  it.each(Object.keys(presets))("%s are read back as they are", (name) => {
    const settings = resolvePreset(name);
    const text = yamlText(settings);
    expect(parse(text)).toEqual(settings);
    expect(resolveSettings(parseSettings(text))).toEqual(settings);
  });

  it("have lists of numbers on one line", () => {
    expect(yamlText({ resample: { spacing: [1, 1, null] } })).toBe(
      "resample:\n  spacing: [1, 1, null]\n",
    );
  });
});
