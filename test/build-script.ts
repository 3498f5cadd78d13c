import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { temporaryFolder } from "./node/temporary-folder.ts";

/** A program in TypeScript as one file of JavaScript, which starts without a loader. */
export async function buildScript(source: string): Promise<URL> {
  const outfile = join(await temporaryFolder(), `${basename(source, ".ts")}.mjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  return pathToFileURL(outfile);
}
