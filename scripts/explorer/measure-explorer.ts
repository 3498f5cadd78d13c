import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Metafile } from "esbuild";
import { buildExplorer } from "./build-explorer.ts";

/** Bytes of the explorer that a browser downloads, compressed by Brotli. */
export interface ExplorerSize {
  /** All but the viewer, plots, dcmjs and the decoders, which are libraries that are loaded when they are needed. */
  readonly own: number;
  /** What is loaded before anything is open. */
  readonly firstView: number;
  /** NiiVue, which is loaded with the first image. */
  readonly viewer: number;
  /** Observable Plot, which is loaded with the first plot. */
  readonly plots: number;
  /** dcmjs, which is loaded with the first structured report. */
  readonly reports: number;
  /** Decoders of compressed DICOM, each loaded when a file needs it. */
  readonly decoders: number;
}

/** Builds the explorer into a folder that is removed again, and measures its files. */
export async function measureExplorer(): Promise<ExplorerSize> {
  const folder = await mkdtemp(join(tmpdir(), "voxomics-explorer-"));
  try {
    const { outputs } = await buildExplorer(folder);
    const byName = new Map(Object.entries(outputs).map(([path, one]) => [basename(path), one]));
    const first = new Set([
      "index.html",
      "explorer.css",
      "icon.svg",
      ...loadedWith("explorer.js", byName),
    ]);
    const size = { own: 0, firstView: 0, viewer: 0, plots: 0, reports: 0, decoders: 0 };
    for (const name of await readdir(folder)) {
      if (name.endsWith(".txt")) continue; // licences
      const bytes = brotliCompressSync(await readFile(join(folder, name))).length;
      size[partOf(byName.get(name))] += bytes;
      if (first.has(name)) size.firstView += bytes;
    }
    return size;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Output = Metafile["outputs"][string];

/** The libraries that have files of their own, by the folders of what they are made of. */
const libraries = [
  ["viewer", /node_modules\/@niivue\//],
  ["plots", /node_modules\/(@observablehq\/plot|d3-[\w-]+|d3)\//],
  ["reports", /node_modules\/dcmjs\//],
  ["decoders", /node_modules\/@cornerstonejs\/codec-/],
] as const;

/** A file belongs to a library if more than half of it is the library's. */
function partOf(output: Output | undefined): "own" | (typeof libraries)[number][0] {
  const inputs = Object.entries(output?.inputs ?? {});
  const found = libraries.find(([, folder]) => {
    const theirs = inputs.filter(([path]) => folder.test(path));
    const bytes = theirs.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    return bytes > (output?.bytes ?? 0) / 2;
  });
  return found?.[0] ?? "own";
}

/** The scripts that come with one without anybody asking for more. */
function loadedWith(script: string, outputs: ReadonlyMap<string, Output>): ReadonlySet<string> {
  const found = new Set([script]);
  // the set grows while it is read
  for (const name of found) {
    for (const { path, kind } of outputs.get(name)?.imports ?? []) {
      if (kind === "import-statement") found.add(basename(path));
    }
  }
  return found;
}
