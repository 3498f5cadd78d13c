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

  it.each([
    ["brackets", (n: number) => "[".repeat(n)],
    ["lists in flow", (n: number) => `${"[".repeat(n)}${"]".repeat(n)}`],
    ["objects in flow", (n: number) => `${'{"a":'.repeat(n)}1${"}".repeat(n)}`],
    ["lists in a line", (n: number) => `${"- ".repeat(n)}1`],
    ["keys that are lists", (n: number) => `${"? ".repeat(n)}1`],
    [
      "lines that are indented",
      (n: number) => `${Array.from({ length: n }, (_, k) => `${" ".repeat(k)}a:`).join("\n")} 1`,
    ],
  ])("refuses %s beyond 64 levels before they are read", (_, nested) => {
    const message = "found lists and objects nested more than 64 deep, expected at most 64 levels";
    expect(() => parseSettings(nested(64))).not.toThrow(message);
    expect(() => parseSettings(nested(65))).toThrow(message);
    // each of these took a part of the stack that is never given back
    for (let n = 0; n < 300; n++) expect(() => parseSettings(nested(1300))).toThrow(message);
  });

  it("refuses levels that aliases add", () => {
    const nested = (levels: number, inner: string) =>
      `${"[".repeat(levels)}${inner}${"]".repeat(levels)}`;
    const text = (levels: number) => `a: &a ${nested(40, "1")}\nb: ${nested(levels, "*a")}`;
    expect(() => parseSettings(text(23))).toThrow(/^unknown setting "a"/);
    expect(() => parseSettings(text(24))).toThrow("nested more than 64 deep");
  });

  it("refuses more keys, values and marks than settings have", () => {
    const keys = (count: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`key${n}`, n])));
    expect(() => parseSettings(keys(3000))).toThrow(
      /^unknown setting "key0": known here: .*; unknown setting "key1"; .* \(and 2995 more\)$/,
    );
    const many = "found more than 20000 keys, values and marks, expected settings in JSON or YAML";
    expect(() => parseSettings(keys(40_000))).toThrow(many);
    const yaml = Array.from({ length: 40_000 }, (_, n) => `key${n}: ${n}`).join("\n");
    expect(() => parseSettings(yaml)).toThrow(many);
    expect(() => parseSettings("&a ".repeat(200_000))).toThrow(many);
    expect(() => parseSettings(`{${"a b,".repeat(200_000)}}`)).toThrow(many);
    expect(() => parseSettings(`[&a 1,${"*a,".repeat(101)}]`)).toThrow("more than 100 aliases");
  });

  it("finds a key that is given twice at any depth", () => {
    expect(() => parseSettings('{"resample": {"spacing": 1,\n "b": 2, "spacing": 3}}')).toThrow(
      "not JSON or YAML: Map keys must be unique at line 2, column 10",
    );
  });

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
