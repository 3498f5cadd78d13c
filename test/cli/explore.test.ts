import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { voxomics } from "./workspace.ts";

const folder = await temporaryFolder();

/** The command line as one script, with a page beside it as in the package. */
async function builtCli(): Promise<string> {
  const outfile = join(folder, "cli.mjs");
  await build({
    stdin: { contents: 'import { main } from "./src/cli/main.ts"; main();', resolveDir: "." },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    alias: { debug: resolve("scripts/silent-debug.cjs") },
    external: ["@cornerstonejs/*", "@observablehq/plot", "bullmq", "dcmjs", "ioredis", "linkedom"],
    logLevel: "error",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  await mkdir(join(folder, "explorer"));
  await writeFile(join(folder, "explorer", "index.html"), "the page");
  await writeFile(join(folder, "image.nii"), "voxels");
  return outfile;
}

it("serves the page and the files that are named, until a signal ends it with status 0", async () => {
  const cli = await builtCli();
  const child: ChildProcess = spawn(process.execPath, [cli, "explore", "image.nii"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  let out = "";
  child.stdout?.setEncoding("utf8");
  for await (const part of child.stdout ?? []) {
    out += part;
    if (out.endsWith("the explorer.\n")) break;
  }
  expect(out).toMatch(/^http:\S+\n.*Ctrl-C ends the explorer\.\n$/);
  const url = new URL(out.split("\n")[0]);
  const token = url.hash.replace("#files=", "");
  expect(await (await fetch(url)).text()).toBe("the page");
  expect(await (await fetch(new URL(`files/${token}/0`, url))).text()).toBe("voxels");
  child.kill("SIGINT");
  const [status, signal] = await closed;
  // Windows has no signals: it ends the process
  if (process.platform !== "win32") expect({ status, signal }).toEqual({ status: 0, signal: null });
});

it("refuses a file that is not there, and a port that is none", async () => {
  expect(await voxomics("explore", "no-such.nii")).toEqual({
    status: 1,
    out: "",
    err: "error: no-such.nii: no such file\n",
  });
  expect(await voxomics("explore", "--port", "70000")).toEqual({
    status: 2,
    out: "",
    err: "error: option '--port <n>' argument '70000' is invalid. Expected a whole number from 0 to 65535.\n",
  });
});
