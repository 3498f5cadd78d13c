import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import type { Options } from "tsup";
import { portableCodecs } from "./portable-codecs.ts";

type TsupPlugin = NonNullable<Options["plugins"]>[number];

interface Library {
  /** Name of its file in the package, without `.js`. */
  readonly name: string;
  /** As the sources import it: `import()`, since CommonJS cannot load the file in another way. */
  readonly imported: string;
  /** Where it starts, below `node_modules`. */
  readonly start: string;
}

/** Large libraries that only some files and reports need. */
const libraries: readonly Library[] = [
  {
    name: "codec-charls",
    imported: "@cornerstonejs/codec-charls/decodewasmjs",
    start: "@cornerstonejs/codec-charls/dist/charlswasm_decode.js",
  },
  {
    name: "codec-libjpeg-turbo",
    imported: "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs",
    start: "@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm_decode.js",
  },
  {
    name: "codec-openjpeg",
    imported: "@cornerstonejs/codec-openjpeg/decodewasmjs",
    start: "@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.js",
  },
  {
    name: "codec-openjph",
    imported: "@cornerstonejs/codec-openjph",
    start: "@cornerstonejs/codec-openjph/dist/openjphjs.js",
  },
  { name: "dcmjs", imported: "dcmjs", start: "../scripts/dcmjs-data.mjs" },
  { name: "plot", imported: "@observablehq/plot", start: "@observablehq/plot/src/index.js" },
  { name: "linkedom", imported: "linkedom", start: "linkedom/esm/index.js" },
];

/** The names by which the sources import the libraries. */
export const libraryNames: readonly string[] = libraries.map(({ imported }) => imported);

/** Builds each library as one minified module, which both builds of the package load. */
export const libraryFiles: Pick<
  Options,
  "entry" | "format" | "splitting" | "minify" | "esbuildPlugins"
> = {
  entry: Object.fromEntries(
    libraries.map(({ name, start }) => [name, join("node_modules", start)]),
  ),
  format: "esm",
  splitting: false,
  minify: true,
  esbuildPlugins: [portableCodecs],
};

/** Makes imports of the libraries imports of their files. */
export const useLibraryFiles: Plugin = {
  name: "use library files",
  setup(build) {
    const byName = new Map(libraries.map((library) => [library.imported, library]));
    build.onResolve({ filter: /^[@\w]/ }, ({ path, kind }) => {
      const library = byName.get(path);
      if (library === undefined) return undefined;
      if (kind !== "dynamic-import") throw new Error(`${path} must be loaded by import()`);
      return { path: `./${library.name}.js`, external: true };
    });
  },
};

/**
 * Lets CommonJS load the libraries' files by `import()`, which tsup turns into `require`: Node loads no
 * modules by that before 20.19.
 */
export const importLibraryFiles: TsupPlugin = {
  name: "import library files",
  async buildEnd({ writtenFiles }) {
    const files = libraries.map(({ name }) => `\\./${name}\\.js`).join("|");
    const required = new RegExp(
      `Promise\\.resolve\\(\\)\\.then\\(\\(\\) => _interopRequireWildcard\\(require\\((['"](?:${files})['"])\\)\\)\\)`,
      "g",
    );
    const left = new RegExp(`require\\(['"](?:${files})['"]\\)`);
    for (const { name } of writtenFiles) {
      const code = await readFile(name, "utf8");
      const importing = code.replace(required, "import($1)");
      if (left.test(importing)) throw new Error(`${name} requires a module`);
      if (importing !== code) await writeFile(name, importing);
    }
  },
};
