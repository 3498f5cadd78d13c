import { readFile, writeFile } from "node:fs/promises";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { version } from "../../src/base/version.ts";
import { familyIds } from "../../src/families/families.ts";
import { wordsOf } from "../../src/families/feature-choice.ts";
import { presets, resolvePreset } from "../../src/settings/presets.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { settingsSchema } from "../../src/settings/settings.ts";
import { voxomics, workspace } from "./workspace.ts";

const space = await workspace();

describe("voxomics settings", () => {
  it("prints the defaults", async () => {
    const { status, out } = await voxomics("settings");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({ $schema: settingsSchema.$id, ...resolveSettings() });
    expect(out.split("\n")[1]).toBe(
      `  "$schema": "https://unpkg.com/voxomics@${version}/dist/settings.schema.json",`,
    );
  });

  it.each(Object.keys(presets))("prints %s so that it can be read again", async (name) => {
    const { out } = await voxomics("settings", name);
    expect(JSON.parse(out)).toEqual({ $schema: settingsSchema.$id, ...resolvePreset(name) });
    const file = await space.file(`${name}.json`, out);
    expect((await voxomics("settings", file)).out).toBe(out);
  });

  it.each([
    ["json", (text: string) => text],
    ["yaml", (text: string) => stringify(parse(text))],
    ["yaml", (text: string) => `# yaml-language-server: $schema=${settingsSchema.$id}\n${text}`],
  ])(
    "are settings of extract as printed, in %s, and a report does not hold $schema",
    async (ending, write) => {
      const { out } = await voxomics("settings", "ct");
      expect(new Ajv({ logger: false }).validate(settingsSchema, JSON.parse(out))).toBe(true);
      const file = await space.file(`printed.${ending}`, write(out));
      const report = space.path("report.json");
      const argv = ["extract", space.image, space.mask, "--settings", file, "--out", report];
      expect(await voxomics(...argv)).toMatchObject({ status: 0 });
      const { settings } = JSON.parse(await readFile(report, "utf8"));
      expect(settings).toEqual(resolvePreset("ct"));
    },
  );

  it("lists the words that --features takes", async () => {
    const { status, out } = await voxomics("settings", "--list-features");
    expect(status).toBe(0);
    const rows = out
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/ {2,}/));
    expect(rows).toContainEqual(["glcm.contrast", "cm_contrast"]);
    const words = rows.flat();
    expect(wordsOf(familyIds)).toEqual(expect.arrayContaining(words));
    expect(new Set(words).size).toBe(words.length);
  });

  it("completes a file", async () => {
    const file = await space.file("mine.yaml", "discretise: { method: fixedBinSize, width: 25 }\n");
    const { out } = await voxomics("settings", file);
    expect(JSON.parse(out).discretise).toEqual({
      method: "fixedBinSize",
      width: 25,
      minimum: null,
    });
  });

  it.each([
    ["pett", 'pett: no such file, and no preset of that name; did you mean "pet"?'],
    ["x.yaml", "x.yaml: no such file, and no preset of that name; presets are ibsi-"],
  ])("does not know %s", async (name, message) => {
    const { status, out, err } = await voxomics("settings", name);
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toContain(`error: ${message}`);
  });

  it("prints the nearest settings to a parameter file of PyRadiomics, with what differs", async () => {
    const params = space.path("params.yaml");
    await writeFile(params, "imageType: { LoG: { sigma: [2] } }\nsetting: { normalize: true }\n");
    const { status, out, err } = await voxomics("settings", "--from-pyradiomics", params);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toContain("# - normalize: numbers of 32 bits there, unless the image has 64");
    const settings = parse(out);
    expect(settings.normalise).toEqual({ method: "zScore" });
    expect(settings.filters).toEqual([{ type: "laplacianOfGaussian", sigma: 2, zeroSum: true }]);
    expect(() => resolveSettings(settings)).not.toThrow();

    const both = await voxomics("settings", "ct", "--from-pyradiomics", params);
    expect(both.status).toBe(2);
    const wrong = await voxomics("settings", params);
    expect(wrong.status).toBe(1);
    expect(wrong.err).toContain("voxomics settings --from-pyradiomics FILE");
  });
});
