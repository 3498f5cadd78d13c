/**
 * Tries the built package as people install it: packed, in empty projects, each of which measures the same and
 * is compared with what the sources find in Node. `npm run consumers`, after `npm run build`.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { transform } from "esbuild";
import { chromium } from "playwright-core";
import { extract, resolvePreset } from "../../src/index.ts";
import { read } from "../../src/io.ts";
import { createPool } from "../../src/node.ts";
import { digitalPhantom } from "../../src/validate.ts";
import { findChromium } from "../browser/find-chromium.ts";
import { type SiteFolder, serveSite } from "../browser/serve-site.ts";
import { type Bundler, bundlers } from "./bundlers.ts";
import { compressedFiles } from "./compressed-files.ts";
import { examplesIn } from "./examples.ts";
import { installPacked, run } from "./install.ts";
import { type Measured, measure } from "./measure.ts";
import { commonJsProgram, moduleProgram, page, pageProgram, typedProgram } from "./programs.ts";

/** What an installation may be at most: packages, and bytes of all of them, the explorer's among them. */
const budgets = { packages: 13, bytes: 13_100_000 + 9_130_000 } as const;

const tools = resolve("test/consumers/node_modules");
if (!existsSync(tools)) {
  console.error("error: no tools in test/consumers; run `npm ci --prefix test/consumers`");
  process.exit(1);
}

const files = await compressedFiles();
const library = { extract, resolvePreset, digitalPhantom, read, createPool };
const expected = await measure(library, files);
/** What a page measures whose policy forbids WebAssembly. */
const expectedWithoutWasm: Measured = {
  ...expected,
  voxels: {
    ...expected.voxels,
    ...Object.fromEntries(
      ["JPEG", "JPEG-LS", "JPEG 2000", "HTJ2K"].map((codec) => [codec, "unsupported-format"]),
    ),
  },
};
const { code: measureText } = await transform(await readFile("test/consumers/measure.ts", "utf8"), {
  loader: "ts",
});

const installed = await installPacked();
const seconds = (installed.milliseconds / 1000).toFixed(1);
console.log(
  `npm install voxomics: ${installed.packages} packages, ${installed.bytes} bytes, ${seconds} s\n`,
);
let failures = 0;
for (const [what, most] of Object.entries(budgets) as [keyof typeof budgets, number][]) {
  if (installed[what] > most) {
    failures++;
    console.error(`error: installed ${what}: ${installed[what]}, expected at most ${most}`);
  }
}

/** An empty project beside the others, which has the package and its own files. */
async function project(name: string, own: Record<string, string>): Promise<string> {
  const folder = join(installed.folder, name.replaceAll(/\W+/g, "-"));
  await mkdir(folder);
  const all = {
    "package.json": '{ "private": true }\n',
    "files.mjs": `export const files = ${JSON.stringify(files)};\n`,
    "measure.mjs": measureText,
    ...own,
  };
  for (const [file, text] of Object.entries(all)) await writeFile(join(folder, file), text);
  return folder;
}

/** Tells and counts what a consumer finds. */
async function attempt(name: string, expectation: object, found: () => Promise<unknown>) {
  const start = performance.now();
  let outcome = "same values";
  try {
    const result = await found();
    if (!isDeepStrictEqual(result, JSON.parse(JSON.stringify(expectation)))) {
      outcome = `other values: ${JSON.stringify(result).slice(0, 2000)}`;
    }
  } catch (error) {
    outcome = String((error as Error).message);
  }
  if (outcome !== "same values") failures++;
  const time = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name.padEnd(44)} ${time.padStart(5)} s  ${outcome}`);
}

/** Runs a program that prints JSON. */
async function runProgram(name: string, file: string, text: string, command: readonly string[]) {
  const folder = await project(name, { [file]: text });
  const [program, ...argv] = command;
  return JSON.parse(run(program, [...argv, file], folder));
}

const node = [process.execPath];
const deno = [join(tools, "@deno/linux-x64-glibc/deno"), "run", "--allow-read", "--allow-sys"];
const bun = [join(tools, "@oven/bun-linux-x64/bin/bun")];
for (const [name, file, text, command] of [
  ["Node, module", "main.mjs", moduleProgram, node],
  ["Node, CommonJS", "main.cjs", commonJsProgram, node],
  ["Deno", "main.mjs", moduleProgram, deno],
  ["Bun", "main.mjs", moduleProgram, bun],
] as const) {
  await attempt(name, expected, () => runProgram(name, file, text, command));
}

/** Compiles a typed program under `strict`, without the types of Node, and runs it. */
async function compile(version: string, resolution: string, extension: string) {
  const name = `${version} ${resolution} ${extension}`;
  const folder = await project(name, { [`main.${extension}`]: typedProgram });
  const module = resolution === "bundler" ? "esnext" : resolution;
  const options = [
    ...["--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--lib", "es2022,dom"],
    ...["--module", module, "--moduleResolution", resolution, "--skipLibCheck", "false"],
  ];
  const compiler = join(tools, version, "bin", "tsc");
  run(process.execPath, [compiler, ...options, `main.${extension}`], folder);
  const script = `main.${extension.replace("ts", "js")}`;
  return JSON.parse(run(process.execPath, [script], folder));
}

for (const version of ["typescript-oldest", "typescript-newest"]) {
  const { version: number } = JSON.parse(
    await readFile(join(tools, version, "package.json"), "utf8"),
  );
  for (const [resolution, extension] of [
    ["bundler", "mts"],
    ["node16", "mts"],
    ["node16", "cts"],
    ["nodenext", "mts"],
    ["nodenext", "cts"],
  ]) {
    const name = `TypeScript ${number}, ${resolution}, .${extension}`;
    const { features } = expected;
    await attempt(name, { features }, () => compile(version, resolution, extension));
  }
}

/** The files of a page that a bundler built, by name. */
async function bundledPage(bundler: Bundler): Promise<Map<string, Uint8Array | string>> {
  const folder = await project(bundler.name, {
    "page.js": pageProgram,
    "page.html": page("page.js"),
  });
  const out = join(folder, "out");
  await bundler.build(folder, out);
  const contents = new Map<string, Uint8Array | string>();
  for (const path of await readdir(out, { recursive: true, withFileTypes: true })) {
    if (!path.isFile()) continue;
    const file = join(path.parentPath, path.name);
    contents.set(file.slice(out.length + 1), await readFile(file));
  }
  if (!contents.has("page.html")) contents.set("page.html", page("page.js"));
  return contents;
}

/** What a page posts, in Chromium under the policy of a folder of the site. */
async function visit(
  contents: ReadonlyMap<string, Uint8Array | string>,
  folder: SiteFolder,
): Promise<Measured> {
  const site = await serveSite(contents);
  // as root, which CI machines often work as, Chromium has no sandbox
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium; VOXOMICS_CHROMIUM can name one");
  const browser = await chromium.launch({ executablePath, args, timeout: 0 });
  try {
    const tab = await browser.newPage();
    const crashed = new Promise<never>((_, reject) => tab.on("pageerror", reject));
    const result = site.nextResult();
    await tab.goto(`${site.url}/${folder}/page.html`);
    const found = (await Promise.race([result, crashed])) as Measured;
    // where WebAssembly is forbidden, it is tried, and refused
    const isTried = (text: string) => folder !== "wasm" && text.includes("wasm-eval");
    const others = site.violations.filter((text) => !isTried(text));
    if (others.length > 0) throw new Error(`the page breaks its policy: ${others.join("\n")}`);
    return found;
  } finally {
    await browser.close();
    site.close();
  }
}

for (const bundler of bundlers) {
  const contents = bundledPage(bundler);
  await attempt(`${bundler.name}, Chromium`, expected, async () => visit(await contents, "wasm"));
  await attempt(`${bundler.name}, Chromium, no WebAssembly`, expectedWithoutWasm, async () =>
    visit(await contents, "plain"),
  );
}

for (const { name, expected, find } of await examplesIn(installed.folder)) {
  await attempt(name, expected, find);
}

if (failures === 0) await rm(installed.folder, { recursive: true });
else console.error(`error: ${failures} failed; the projects are in ${installed.folder}`);
process.exitCode = failures === 0 ? 0 : 1;
