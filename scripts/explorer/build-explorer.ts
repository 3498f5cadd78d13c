import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { contentSecurityPolicy } from "../../src/explorer/policy.ts";
import { portableCodecs } from "../portable-codecs.ts";
import { thirdPartyNotices } from "../third-party-notices.ts";
import { dcmjsWords } from "./dcmjs-words.ts";

/** Where the sources of the page lie. */
const source = "src/explorer";

/** Leaves out the decoders of zarr, 1.4 MB that NiiVue can load: the page gives it voxels and no files. */
const withoutZarr: Plugin = {
  name: "without zarr",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/]numcodecs[\\/]/ }, () => ({
      loader: "js",
      contents: "export default undefined;",
    }));
  },
};

/** Leaves out PyRadiomics' own pipeline, which a worker of a pool can be asked for: the page never asks. */
const withoutPyradiomics: Plugin = {
  name: "without PyRadiomics",
  setup({ onLoad }) {
    const doors =
      /[\\/]src[\\/]pyradiomics[\\/](extract-pyradiomics|voxels[\\/]map-pyradiomics)\.ts$/;
    onLoad({ filter: doors }, () => ({
      loader: "js",
      contents: "export const extractPyradiomics = undefined, mapPyradiomics = undefined;",
    }));
  },
};

/**
 * Builds the explorer: a folder of static files that any web server can serve. What is needed later, as NiiVue,
 * codecs and panels, lies in files of its own.
 *
 * @returns what the scripts are made of
 */
export async function buildExplorer(folder: string): Promise<Metafile> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    entryPoints: {
      explorer: join(source, "main.tsx"),
      "case-worker": join(source, "work/case-worker.ts"),
      "web-worker": "src/browser/web-worker.ts",
    },
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    charset: "utf8", // for the codecs' WebAssembly
    mainFields: ["module", "main"],
    chunkNames: "chunk-[hash]",
    outdir: folder,
    define: { "process.env.NODE_ENV": '"production"' },
    alias: { debug: resolve("scripts/silent-debug.cjs") },
    metafile: true,
    logLevel: "warning",
    plugins: [
      portableCodecs,
      withoutZarr,
      withoutPyradiomics,
      dcmjsWords,
      thirdPartyNotices(join(folder, "third-party-notices.txt")),
    ],
  });
  await build({
    entryPoints: { explorer: join(source, "style/explorer.css") },
    bundle: true,
    minify: true,
    outdir: folder,
    logLevel: "warning",
  });
  const page = await readFile(join(source, "index.html"), "utf8");
  await writeFile(join(folder, "index.html"), page.replace("POLICY", contentSecurityPolicy));
  await writeFile(join(folder, "icon.svg"), await readFile(join(source, "icon.svg")));
  return metafile;
}
