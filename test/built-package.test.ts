import { readdir, readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { folderWithPackage } from "./built-package.ts";

const folder = await folderWithPackage();
afterAll(folder.remove);
const dist = join(folder.path, "node_modules", "voxomics", "dist");

/** The scripts of the package, by name. */
const scripts = new Map<string, string>();
for (const name of await readdir(dist)) {
  if (/\.c?js$/.test(name)) scripts.set(name, await readFile(join(dist, name), "utf8"));
}

const libraries = [
  "codec-charls.js",
  "codec-libjpeg-turbo.js",
  "codec-openjpeg.js",
  "codec-openjph.js",
  "dcmjs.js",
  "linkedom.js",
  "plot.js",
];

it("imports the packages that it depends on, and no other", () => {
  const imported = [...scripts.values()].flatMap((text) =>
    ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName),
  );
  const packages = imported
    .filter((path) => !path.startsWith(".") && !isBuiltin(path))
    .map((path) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const typesOnly = ["@types/ndarray"];
  const needed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).filter(
    (name) => !typesOnly.includes(name),
  );
  expect([...new Set(packages)].sort()).toEqual(needed.sort());
});

it("comes with the licences of the libraries that are inside", async () => {
  const notices = await readFile(join(dist, "third-party-notices.txt"), "utf8");
  for (const inside of [
    "@stdlib/",
    "ml-hclust ",
    "@observablehq/plot ",
    "d3-array ",
    "linkedom ",
    "dcmjs ",
    "Libraries inside it:\n\nloglevel:", // of dcmjs
    "hyparquet-writer ",
    "fft.js ",
    "@cornerstonejs/codec-charls ",
    "@cornerstonejs/codec-libjpeg-turbo-8bit ",
    "@cornerstonejs/codec-openjpeg ",
    "@cornerstonejs/codec-openjph ",
  ]) {
    expect(notices).toContain(inside);
  }
  expect(notices).toContain("Apache License");
});

it("has each large library once, in a file that imports nothing", () => {
  for (const name of libraries) {
    const { importedFiles } = ts.preProcessFile(scripts.get(name) ?? "", true, true);
    expect(importedFiles.map(({ fileName }) => fileName)).toEqual([]);
  }
  const others = [...scripts].filter(([name]) => !libraries.includes(name));
  const own = /node_modules\/(@observablehq|linkedom|@cornerstonejs)\//;
  expect(others.filter(([, text]) => own.test(text)).map(([name]) => name)).toEqual([]);
});

it.each([".js", ".cjs"])("loads the large libraries by import(), in files *%s", (ending) => {
  const mine = [...scripts].filter(([name]) => name.endsWith(ending) && !libraries.includes(name));
  for (const library of libraries) {
    const naming = mine.filter(([, text]) => text.includes(`./${library}`));
    expect(naming).toHaveLength(1);
    const [[, text]] = naming;
    expect(text.split(`./${library}`)).toHaveLength(2);
    expect(text).toMatch(
      new RegExp(`[^.\\w]import\\(['"]\\./${library.replace(".", "\\.")}['"]\\)`),
    );
  }
});

it("has the decoders as WebAssembly alone, inside their files", async () => {
  const codecs = libraries.filter((library) => library.startsWith("codec-"));
  const inDist = await readdir(dist);
  expect(inDist.filter((name) => name.startsWith("codec-")).sort()).toEqual(codecs);
  expect(inDist.filter((name) => name.endsWith(".wasm"))).toEqual([]);
  for (const name of codecs) {
    const text = scripts.get(name) ?? "";
    // the first bytes of WebAssembly, as characters 35 places further on; what is around the text starts it
    const first = String.fromCharCode(
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0].map((byte) => byte + 35),
    );
    const texts = text.match(/(?<=Uint8Array\.from\()(["'`])(?:\\.|(?!\1)[^\\])*\1/gs) ?? [];
    expect(texts.map((one) => one.slice(1, 9))).toEqual([first]);
    expect(text.replace(texts[0] ?? "", "").length).toBeLessThan(50_000);
  }
});

it("has no source maps", async () => {
  expect((await readdir(dist)).filter((name) => name.endsWith(".map"))).toEqual([]);
});
