/**
 * Compares what a page downloads for parts of the built package, and what npm downloads and unpacks for all
 * of it, with budgets: `npm run size`.
 */
import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { measureExplorer } from "./explorer/measure-explorer.ts";

interface Part {
  readonly name: string;
  /** What the page's script imports. */
  readonly script: string;
  /** Most bytes after minification and compression by Brotli, as pages are served. */
  readonly budget: number;
  /** Most bytes after minification alone, where they are held too. */
  readonly minifiedBudget?: number;
}

/** The program of a pool's workers. */
const worker = `import "voxomics/web-worker"`;

/** The parts that are measured. */
const parts: readonly Part[] = [
  { name: "voxomics", script: `export * from "voxomics"`, budget: 98_500 },
  {
    name: "extract",
    script: `export { extract } from "voxomics"`,
    budget: 85_500,
    minifiedBudget: 270_000,
  },
  {
    name: "discretise",
    script: `export { discretise } from "voxomics"`,
    budget: 5_800,
    minifiedBudget: 15_200,
  },
  { name: "applyFilter", script: `export { applyFilter } from "voxomics"`, budget: 31_000 },
  { name: "voxomics/browser", script: `export * from "voxomics/browser"`, budget: 101_500 },
  { name: "web worker", script: worker, budget: 86_500 },
  {
    name: "voxomics/pyradiomics",
    script: `export * from "voxomics/pyradiomics"`,
    budget: 117_500,
  },
  {
    name: "voxomics/reproducibility",
    script: `export * from "voxomics/reproducibility"`,
    budget: 150_000,
  },
  {
    name: "voxomics/habitats",
    script: `export * from "voxomics/habitats"`,
    budget: 114_000,
  },
  {
    name: "voxomics/radiogenomics",
    script: `export * from "voxomics/radiogenomics"`,
    budget: 75_000,
  },
];

const sizes = await Promise.all(
  parts.map(async ({ name, script, budget, minifiedBudget }) => {
    const bytes = await bundle(script);
    return {
      part: name,
      minified: bytes.length,
      minifiedBudget,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes).length,
      budget,
    };
  }),
);
console.table(sizes);

const explorer = await measureExplorer();
const ofPage = [
  { explorer: "own code", brotli: explorer.own, budget: 350_000 },
  { explorer: "before anything is open", brotli: explorer.firstView, budget: 60_000 },
  { explorer: "NiiVue, with the first image", brotli: explorer.viewer, budget: 320_000 },
  { explorer: "Observable Plot, with the first plot", brotli: explorer.plots, budget: 95_000 },
  { explorer: "dcmjs, with the first report", brotli: explorer.reports, budget: 60_000 },
];
console.table(ofPage);

const { size, files } = packed();
const ofExplorer = sizeOf(files.filter(({ path }) => path.startsWith("dist/explorer/")));
const whole = [
  { package: "packed", bytes: size, budget: 4_500_000 },
  { package: "unpacked, the explorer", bytes: ofExplorer, budget: 4_200_000 },
  { package: "unpacked, all else", bytes: sizeOf(files) - ofExplorer, budget: 11_900_000 },
];
console.table(whole);

const over = [
  ...sizes.flatMap(({ part, minified, minifiedBudget, brotli, budget }) => [
    { what: `${part}, minified`, bytes: minified, budget: minifiedBudget ?? Infinity },
    { what: `${part} with Brotli`, bytes: brotli, budget },
  ]),
  ...ofPage.map(({ explorer: part, brotli, budget }) => ({
    what: `the explorer with Brotli, ${part}`,
    bytes: brotli,
    budget,
  })),
  ...whole.map(({ package: form, bytes, budget }) => ({
    what: `the package, ${form}`,
    bytes,
    budget,
  })),
].filter(({ bytes, budget }) => bytes > budget);
for (const { what, bytes, budget } of over) {
  console.error(`error: ${what}: ${bytes} bytes, expected at most ${budget}`);
}
if (over.length > 0) process.exitCode = 1;

interface PackedFile {
  readonly path: string;
  readonly size: number;
}

function sizeOf(files: readonly PackedFile[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}

/** What `npm pack` would write. */
function packed(): { size: number; files: readonly PackedFile[] } {
  const { status, stdout, stderr } = spawnSync("npm", ["pack", "--dry-run", "--json"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm pack --dry-run failed: ${stderr}`);
  const [report] = Object.values(JSON.parse(stdout));
  return report as ReturnType<typeof packed>;
}

/**
 * The script with all that it imports, minified, and without code that it does not use. What it loads later, by
 * `import()`, does not count.
 */
async function bundle(script: string): Promise<Uint8Array> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: script, resolveDir: ".", sourcefile: "page.js" },
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    outdir: ".",
    write: false,
    metafile: true,
    logLevel: "error",
    ignoreAnnotations: script === worker, // a program, which esbuild takes for a module without effects
  });
  const outputs = Object.entries(metafile.outputs);
  const loaded = new Set(
    outputs.flatMap(([path, { entryPoint }]) => (entryPoint === "page.js" ? [path] : [])),
  );
  // the set grows while it is read
  for (const path of loaded) {
    for (const imported of metafile.outputs[path].imports) {
      if (imported.kind === "import-statement") loaded.add(imported.path);
    }
  }
  const files = outputFiles.filter(({ path }) => loaded.has(relative(".", path)));
  return Buffer.concat(files.map(({ contents }) => contents));
}
