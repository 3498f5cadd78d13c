import { basename, join, resolve } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";

export interface Bundle {
  /** Scripts by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The scripts that come with an entry without anybody asking for more. */
  staticScripts(entry: string): Set<string>;
  /** The files whose code is in a script. */
  sourcesOf(script: string): string[];
}

/**
 * Bundles the test pages as a site would: with the package as it is published, from a folder that
 * has it installed.
 */
export async function bundleSite(folderWithPackage: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: {
      page: "test/browser/page.ts",
      forbidden: "test/browser/forbidden.ts",
      decoding: "test/browser/decoding.ts",
      "web-worker": "voxomics/web-worker",
    },
    absWorkingDir: resolve("."),
    outdir: join(folderWithPackage, "site"),
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    metafile: true,
    write: false,
    logLevel: "warning",
    plugins: [asPublished(folderWithPackage)],
  });
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]),
  );
  return {
    files: new Map(outputFiles.map(({ path, contents }) => [basename(path), contents])),
    staticScripts: (entry) => reachable(entry, outputs),
    sourcesOf: (script) => Object.keys(outputs.get(script)?.inputs ?? {}),
  };
}

type Output = Metafile["outputs"][string];

/** Takes the entries of the package from where it is installed. */
function asPublished(folder: string): Plugin {
  return {
    name: "as published",
    setup({ onResolve, resolve: find }) {
      const published = (name: string) =>
        find(`voxomics/${name}`, { kind: "import-statement", resolveDir: folder });
      onResolve({ filter: /\/src\/(browser|io)\.ts$/ }, ({ path }) =>
        published(basename(path, ".ts")),
      );
      onResolve({ filter: /^voxomics\/web-worker$/ }, ({ kind }) =>
        kind === "entry-point" ? published("web-worker") : undefined,
      );
    },
  };
}

function reachable(entry: string, outputs: ReadonlyMap<string, Output>): Set<string> {
  const found = new Set([entry]);
  for (const script of found) {
    for (const { path, kind } of outputs.get(script)?.imports ?? []) {
      if (kind === "import-statement") found.add(basename(path));
    }
  }
  return found;
}
