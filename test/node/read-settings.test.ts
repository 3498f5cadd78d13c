import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseSettings, readSettings } from "../../src/node/read-settings.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = await temporaryFolder();

describe("parseSettings", () => {
  const settings = {
    resample: { spacing: [2, 2, null] },
    discretise: { method: "fixedBinSize", width: 25 },
  };

  it.each([
    ["JSON", JSON.stringify(settings)],
    ["JSON with tabs and a byte order mark", `\uFEFF${JSON.stringify(settings, null, "\t")}`],
    [
      "YAML",
      "# mm\nresample: { spacing: [2, 2, null] }\ndiscretise:\n  method: fixedBinSize\n  width: 25",
    ],
  ])("reads %s, and adds no defaults", (_, text) => {
    expect(parseSettings(text)).toEqual(settings);
  });

  it.each([
    ["a syntax error", '{\n "distance": 1\n "families": []\n}', /^not JSON or YAML: .* at line 2, column \d+$/],
    ["a key given twice", "distance: 1\ndistance: 2", /^not JSON or YAML: Map keys must be unique at line 2, column 1$/],
    ["a tag", "distance: !!js/function x", /^not JSON or YAML: Unresolved tag: .* at line 1, column 11$/],
    ["a set", "distance: !!set {x}", /^not JSON or YAML: Unresolved tag: /],
    ["an alias without an anchor", "distance: *a", /^not JSON or YAML: Unresolved alias/],
    ["two documents", "distance: 1\n---\ndistance: 2", /^found several documents, expected one$/],
    ["nothing", "# later", /^holds no settings; write \{\} for the defaults$/],
    ["a word", "ct", /^settings: found "ct", expected an object$/],
    ["a number that is none", "distance: .nan", /^distance: found NaN, expected /],
    ["a key that is no text", "? [a]\n: 1", /^unknown setting /],
    ["an unknown setting", '{ "resampel": null }', /^unknown setting "resampel": did you mean "resample"\?$/],
  ])("refuses %s", (_, text, message) => {
    expect(() => parseSettings(text)).toThrow(message);
  }); // biome-ignore format: a table

  it("is not overwhelmed by aliases that multiply", () => {
    const levels = Array.from({ length: 20 }, (_, n) => `l${n + 1}: &l${n + 1} [*l${n}, *l${n}]`);
    expect(() => parseSettings(`l0: &l0 [x]\n${levels.join("\n")}`)).toThrow(/not JSON or YAML/);
  });
});

describe("readSettings", () => {
  const file = async (name: string, content: string | Uint8Array) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  it("reads a file", async () => {
    expect(await readSettings(await file("a.yaml", "distance: 2"))).toEqual({ distance: 2 });
  });

  it.each<[string, string | Uint8Array, string]>([
    ["bad.json", "{", ": not JSON or YAML: "],
    ["image.nii", Uint8Array.of(92, 1, 0, 0), ": is not text, expected settings in JSON or YAML"],
    ["large.json", " ".repeat(2 ** 20 + 1), ": has 1048577 bytes, expected settings"],
  ])("names the file when it refuses %s", async (name, content, message) => {
    const path = await file(name, content);
    await expect(readSettings(path)).rejects.toThrow(`${path}${message}`);
    await expect(readSettings(path)).rejects.toMatchObject({ code: "invalid-settings" });
  });

  it("says that there is no file", async () => {
    const path = join(folder, "none.json");
    await expect(readSettings(path)).rejects.toThrow(`${path}: no such file`);
    await expect(readSettings(folder)).rejects.toThrow(`${folder}: is a folder`);
  });
});
