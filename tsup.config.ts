import { rmSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";
import { defineConfig, type Options } from "tsup";
import { buildExplorer } from "./scripts/explorer/build-explorer.ts";
import {
  importLibraryFiles,
  libraryFiles,
  libraryNames,
  useLibraryFiles,
} from "./scripts/library-files.ts";
import { thirdPartyNotices } from "./scripts/third-party-notices.ts";
import { settingsSchema } from "./src/settings/settings.ts";

const entries = [
  "src/index.ts",
  "src/io.ts",
  "src/adapters.ts",
  "src/ndarray.ts",
  "src/node.ts",
  "src/browser.ts",
  "src/cohort.ts",
  "src/radiogenomics.ts",
  "src/reproducibility.ts",
  "src/habitats.ts",
  "src/pyradiomics.ts",
  "src/validate.ts",
];

/** Programs of workers: they are run, not imported, and lie beside whatever starts them. */
const workers = ["src/node/thread-worker.ts", "src/browser/web-worker.ts"];

/**
 * The modules that the core exports from, as entries, so that what only some of them need gets files of its
 * own: a bundler leaves out whole files that nothing imports, and cannot tell that of most statements
 * within a file. So a page that needs one step gets no more than that.
 */
async function coreModules(): Promise<Record<string, string>> {
  const { metafile } = await build({
    entryPoints: ["src/index.ts"],
    bundle: true,
    write: false,
    metafile: true,
    packages: "external",
    format: "esm",
    outdir: "dist",
    logLevel: "error",
  });
  const exporting = metafile.inputs["src/index.ts"].imports.map(({ path }) => path);
  return Object.fromEntries(
    exporting.map((path) => [join(partsFolder, path.slice("src/".length, -".ts".length)), path]),
  );
}

/** What is built so that modules get files of their own, and imported by nothing. */
const partsFolder = "parts";

const shared: Options = {
  splitting: true, // one copy of each module, so that errors of one entry are instances of the other's class
  target: "es2022",
  platform: "neutral",
  external: [/^node:/, "fs"], // by both names
  shims: true, // import.meta.url in CommonJS, for the workers' addresses
  // statistics: packages of hundreds of small CommonJS modules become part of the files; so does what
  // CommonJS cannot load; and fft.js, so that workers and pages load files of the package and no others
  noExternal: [
    "fft.js",
    /^@stdlib\//,
    "ml-hclust",
    "ml-matrix",
    "hyparquet-writer",
    ...libraryNames,
  ],
  esbuildOptions(options) {
    options.mainFields = ["module", "main"];
    options.charset = "utf8"; // codecs have their WebAssembly in a text
    // their log, which needs Node
    options.alias = { debug: resolve("scripts/silent-debug.cjs") };
  },
};

/**
 * The builds of the package: as modules, in CommonJS, and the libraries that both of them load. Tests make
 * them in a folder of their own.
 */
export async function builds(outDir: string): Promise<Options[]> {
  const notices = thirdPartyNotices(join(outDir, "third-party-notices.txt"));
  return [
    {
      ...shared,
      outDir,
      entry: { ...named([...entries, ...workers, "src/cli.ts"]), ...(await coreModules()) },
      format: "esm",
      // it has all that the build in CommonJS has
      esbuildPlugins: [useLibraryFiles, notices],
      onSuccess: async () => {
        rmSync(join(outDir, partsFolder), { recursive: true });
        await refuseParts(outDir);
        await writeFile(
          join(outDir, "settings.schema.json"),
          `${JSON.stringify(settingsSchema, null, 2)}\n`,
        );
      },
    },
    {
      ...shared,
      outDir,
      entry: named([...entries, ...workers]),
      format: "cjs",
      esbuildOptions(options, context) {
        shared.esbuildOptions?.(options, context);
        options.minifyWhitespace = true; // the modules beside it are there to be read
      },
      esbuildPlugins: [useLibraryFiles],
      plugins: [importLibraryFiles],
    },
    {
      ...shared,
      ...libraryFiles,
      outDir,
      esbuildPlugins: [...(libraryFiles.esbuildPlugins ?? []), notices],
    },
  ];
}

/**
 * Refuses files that load one of the parts, which are removed. A module that the core exports from must be imported by
 * a statement: `import()` of it would name its part.
 */
async function refuseParts(outDir: string): Promise<void> {
  for (const file of await readdir(outDir)) {
    if (!file.endsWith(".js")) continue;
    const part = /["']\.\/(parts\/[^"']+)["']/.exec(
      await readFile(join(outDir, file), "utf8"),
    )?.[1];
    if (part !== undefined) {
      throw new Error(`${file} loads ${part}, which is removed; import its source by a statement`);
    }
  }
}

/** Every output lies in the folder itself, wherever its source is. */
function named(sources: readonly string[]): Record<string, string> {
  return Object.fromEntries(sources.map((source) => [basename(source, ".ts"), source]));
}

export default defineConfig(async () => {
  // all builds write here, so neither may clean
  rmSync("dist", { recursive: true, force: true });
  // a pool can be disposed of, which older settings of TypeScript do not know
  const banner = '/// <reference lib="esnext.disposable" />';
  await buildExplorer("dist/explorer");
  const [modules, commonJs, libraries] = await builds("dist");
  const dts = { entry: entries, banner };
  return [{ ...modules, dts }, { ...commonJs, dts }, libraries];
});
