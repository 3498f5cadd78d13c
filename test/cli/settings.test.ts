import { describe, expect, it } from "vitest";
import { presets, resolvePreset } from "../../src/settings/presets.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { voxomics, workspace } from "./workspace.ts";

const space = await workspace();

describe("voxomics settings", () => {
  it("prints the defaults", async () => {
    const { status, out } = await voxomics("settings");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual(resolveSettings());
  });

  it.each(Object.keys(presets))("prints %s so that it can be read again", async (name) => {
    const { out } = await voxomics("settings", name);
    expect(JSON.parse(out)).toEqual(resolvePreset(name));
    const file = await space.file(`${name}.json`, out);
    expect((await voxomics("settings", file)).out).toBe(out);
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
});
