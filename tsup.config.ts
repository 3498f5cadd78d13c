import { rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { defineConfig, type Options } from "tsup";
import { portableCodecs } from "./scripts/portable-codecs.ts";
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
  "src/reproducibility.ts",
  "src/validate.ts",
];

/** Programs of workers: they are run, not imported, and lie beside whatever starts them. */
const workers = ["src/node/thread-worker.ts", "src/browser/web-worker.ts"];

/** Not published: with files of their own, a page that needs no more than filters gets no more. */
const parts = { filters: "src/filters/index.ts" };

const shared: Options = {
  splitting: true, // one copy of each module, so that errors of one entry are instances of the other's class
  target: "es2022",
  platform: "neutral",
  external: [/^node:/, "fs"], // by both names
  sourcemap: true,
  shims: true, // import.meta.url in CommonJS, for the workers' addresses
  // statistics: packages of hundreds of small CommonJS modules become part of the files; so do plots,
  // which only reports need, what CommonJS cannot load, and codecs, which bundlers stumble over; and
  // fft.js, so that workers and pages load files of the package and no others
  noExternal: [
    "fft.js",
    /^@stdlib\//,
    "ml-hclust",
    "@observablehq/plot",
    "linkedom",
    "hyparquet-writer",
    /^@cornerstonejs\/codec-/,
  ],
  esbuildPlugins: [portableCodecs],
  esbuildOptions(options) {
    options.mainFields = ["module", "main"];
    // their log, which needs Node
    options.alias = { debug: resolve("scripts/silent-debug.cjs") };
  },
};

/** Both builds of the package; tests make them without types, in a folder of their own. */
export function builds(outDir: string): Options[] {
  return [
    {
      ...shared,
      outDir,
      entry: { ...named([...entries, ...workers, "src/cli.ts"]), ...parts },
      format: "esm",
      // it has all that the other build has
      esbuildPlugins: [portableCodecs, thirdPartyNotices(join(outDir, "third-party-notices.txt"))],
      onSuccess: () =>
        writeFile(
          join(outDir, "settings.schema.json"),
          `${JSON.stringify(settingsSchema, null, 2)}\n`,
        ),
    },
    { ...shared, outDir, entry: named([...entries, ...workers]), format: "cjs" },
  ];
}

/** Every output lies in the folder itself, wherever its source is. */
function named(sources: readonly string[]): Record<string, string> {
  return Object.fromEntries(sources.map((source) => [basename(source, ".ts"), source]));
}

export default defineConfig(() => {
  // both builds write here, so neither may clean
  rmSync("dist", { recursive: true, force: true });
  // a pool can be disposed of, which older settings of TypeScript do not know
  const banner = '/// <reference lib="esnext.disposable" />';
  return builds("dist").map((build) => ({ ...build, dts: { entry: entries, banner } }));
});
