/** Compares what a page downloads for parts of the built package with a budget: `npm run size`. */
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

interface Part {
  readonly name: string;
  /** What the page's script imports. */
  readonly script: string;
  /** Most bytes after minification and compression by Brotli, as pages are served. */
  readonly budget: number;
}

/** The parts that are measured. */
const parts: readonly Part[] = [
  { name: "voxomics", script: `export * from "voxomics"`, budget: 70_500 },
  { name: "extract", script: `export { extract } from "voxomics"`, budget: 59_500 },
  { name: "discretise", script: `export { discretise } from "voxomics"`, budget: 5_500 },
  { name: "applyFilter", script: `export { applyFilter } from "voxomics"`, budget: 22_500 },
  { name: "voxomics/browser", script: `export * from "voxomics/browser"`, budget: 72_000 },
];

const sizes = await Promise.all(
  parts.map(async ({ name, script, budget }) => {
    const bytes = await bundle(script);
    return {
      part: name,
      minified: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes).length,
      budget,
    };
  }),
);
console.table(sizes);
const over = sizes.filter(({ brotli, budget }) => brotli > budget);
for (const { part, brotli, budget } of over) {
  console.error(`error: ${part}: ${brotli} bytes with Brotli, expected at most ${budget}`);
}
if (over.length > 0) process.exitCode = 1;

/** The script with all that it imports, minified, and without code that it does not use. */
async function bundle(script: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: "." },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return outputFiles[0].contents;
}
