import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Metafile } from "esbuild";
import { buildExplorer } from "./build-explorer.ts";

/** Bytes of the explorer that a browser downloads, compressed by Brotli. */
export interface ExplorerSize {
  /** All but the viewer and the decoders. */
  readonly own: number;
  /** What is loaded before anything is open. */
  readonly firstView: number;
  /** NiiVue, which is loaded with the first image. */
  readonly viewer: number;
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
    const size = { own: 0, firstView: 0, viewer: 0, decoders: 0 };
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

/** A file belongs to the viewer or to a decoder if more than half of it is theirs. */
function partOf(output: Output | undefined): "own" | "viewer" | "decoders" {
  const shareOf = (folder: string) =>
    Object.entries(output?.inputs ?? {}).reduce(
      (sum, [path, { bytesInOutput }]) => sum + (path.includes(folder) ? bytesInOutput : 0),
      0,
    ) / (output?.bytes ?? 1);
  if (shareOf("node_modules/@niivue/") > 0.5) return "viewer";
  return shareOf("node_modules/@cornerstonejs/codec-") > 0.5 ? "decoders" : "own";
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
