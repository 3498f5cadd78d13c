import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import * as adapters from "../src/adapters.ts";
import { version } from "../src/base/version.ts";
import * as browser from "../src/browser.ts";
import * as cohort from "../src/cohort.ts";
import * as habitats from "../src/habitats.ts";
import * as core from "../src/index.ts";
import * as io from "../src/io.ts";
import * as ndarray from "../src/ndarray.ts";
import * as pyradiomics from "../src/pyradiomics.ts";
import * as radiogenomics from "../src/radiogenomics.ts";
import * as reproducibility from "../src/reproducibility.ts";
import * as validate from "../src/validate.ts";

/**
 * The packages and Node modules that a source file brings in, directly or not; types aside.
 *
 * @param lazy with those that are loaded only when there is something for them to do
 */
function importsOf(entry: string, lazy = false): string[] {
  const seen = new Set<string>();
  const outside = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || file.endsWith(".json")) return;
    seen.add(file);
    const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
      compilerOptions: { target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
    });
    const text = lazy ? outputText : outputText.replace(/\bimport\(/g, "later(");
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      if (fileName.startsWith(".")) visit(join(dirname(file), fileName));
      else outside.add(fileName);
    }
  };
  visit(entry);
  return [...outside].sort();
}

describe("the package", () => {
  it("has the version of its code", () => expect(version).toBe(manifest.version));

  it("publishes its entry points in both module systems, types first", () => {
    const entries = Object.fromEntries(
      Object.entries(manifest.exports).filter((entry) => typeof entry[1] !== "string"),
    ) as Record<string, Record<string, Record<string, string>>>;
    expect(Object.keys(entries)).toEqual([
      ".",
      "./io",
      "./adapters",
      "./validate",
      "./ndarray",
      "./node",
      "./browser",
      "./cohort",
      "./radiogenomics",
      "./reproducibility",
      "./habitats",
      "./pyradiomics",
    ]);
    for (const entry of Object.values(entries)) {
      expect(Object.keys(entry)).toEqual(["import", "require"]);
      for (const condition of Object.values(entry)) {
        expect(Object.keys(condition)).toEqual(["types", "default"]);
      }
    }
  });

  it("publishes the programs of workers, and data, as single files", () => {
    const files = Object.entries(manifest.exports).filter((entry) => typeof entry[1] === "string");
    expect(Object.fromEntries(files)).toEqual({
      "./thread-worker": "./dist/thread-worker.js",
      "./web-worker": "./dist/web-worker.js",
      "./settings.schema.json": "./dist/settings.schema.json",
      "./package.json": "./package.json",
    });
  });

  it("has no side effects and no install script", () => {
    expect(manifest.sideEffects).toBe(false);
    expect(Object.keys(manifest.scripts).filter((name) => /install|prepare/.test(name))).toEqual(
      [],
    );
  });

  it("keeps download addresses out of the lock file", () => {
    expect(readFileSync("package-lock.json", "utf8")).not.toContain('"resolved"');
  });
});

describe("what the entries import", () => {
  it.each([
    ["src/index.ts", ["fft.js"]],
    ["src/io.ts", []],
    ["src/adapters.ts", []],
    ["src/validate.ts", ["fft.js"]],
    ["src/browser.ts", ["fft.js"]],
    ["src/ndarray.ts", ["ndarray", "ndarray-ops"]],
    ["src/habitats.ts", ["@stdlib/stats-base-dists-normal-quantile", "fft.js"]],
    ["src/pyradiomics.ts", ["fft.js", "yaml"]],
  ])("%s: %j", (entry, packages) => {
    expect(importsOf(entry)).toEqual(packages);
  });

  it("fft.js, of one version, which becomes part of the published files", () => {
    expect(manifest.devDependencies["fft.js"]).toBe("4.0.4");
    expect("fft.js" in manifest.dependencies).toBe(false);
  });

  it("src/reproducibility.ts: statistics and transforms, which become part of the published files", () => {
    const packages = importsOf("src/reproducibility.ts");
    expect(packages.filter((name) => !(name in manifest.devDependencies))).toEqual([]);
    expect(packages).toEqual([
      "@stdlib/stats-base-dists-f-cdf",
      "@stdlib/stats-base-dists-f-quantile",
      "@stdlib/stats-base-dists-normal-quantile",
      "@stdlib/stats-base-dists-t-quantile",
      "fft.js",
      "ml-hclust",
    ]);
  });

  it("src/radiogenomics.ts: statistics and linear algebra, which become part of the published files", () => {
    const packages = importsOf("src/radiogenomics.ts");
    expect(packages.filter((name) => !(name in manifest.devDependencies))).toEqual([]);
    expect(packages).toEqual([
      "@stdlib/math-base-special-betainc",
      "@stdlib/math-base-special-erfc",
      "@stdlib/math-base-special-gammainc",
      "@stdlib/stats-base-dists-f-cdf",
      "@stdlib/stats-base-dists-f-quantile",
      "@stdlib/stats-base-dists-normal-quantile",
      "@stdlib/stats-base-dists-t-quantile",
      "ml-matrix",
    ]);
  });

  it("src/io.ts: what reads and writes DICOM, and the features' names, when there is DICOM", () => {
    const packages = importsOf("src/io.ts", true);
    expect(packages.filter((name) => !/^(@cornerstonejs|jpeg-lossless|dicom-parser|dcmjs|fft\.js)/.test(name))).toEqual([]); // biome-ignore format: one line
    expect(packages).toContain("dicom-parser");
  });

  it("src/node.ts: files, YAML, and what the core has", () => {
    const imports = importsOf("src/node.ts").filter((name) => !name.startsWith("node:"));
    expect(imports).toEqual(["fft.js", "yaml"]);
  });
});

describe("what the entries export", () => {
  const beyondCore = Object.keys(browser).filter((name) => !(name in core));
  it("src/browser.ts: the core, and a pool", () => {
    expect(beyondCore).toEqual(["createPool", "shareVolume"]);
    expect(Object.keys(core).filter((name) => !(name in browser))).toEqual([]);
  });

  it.each(
    Object.entries({
      core,
      io,
      adapters,
      validate,
      ndarray,
      cohort,
      reproducibility,
      habitats,
      pyradiomics,
      radiogenomics,
    }),
  )("%s", (_, entry) => {
    expect(Object.keys(entry).sort()).toMatchSnapshot();
  });
});
