/**
 * Writes the command line as one program that needs no Node: `npm run single-file [-- FILE]`. It is a copy of
 * the Node that runs this script, with the command line and the script of its worker threads inside
 * (a single executable application), so it computes what this Node computes. The licences of the libraries inside lie
 * beside it.
 */
import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { portableCodecs } from "./portable-codecs.ts";
import { thirdPartyNotices } from "./third-party-notices.ts";

/** What Node's documentation gives for the place in Node's program that is written to. */
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Name, in the program, of the worker threads' script. */
const asset = "thread-worker.js";

/** In place of `src/node/thread-script.ts`: the script of the threads comes out of the program itself. */
const threadScriptInside: Plugin = {
  name: "thread script inside",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]node[\\/]thread-script\.ts$/ }, () => ({
      loader: "js",
      contents: `
        import { getAsset } from "node:sea";
        export function threadScript() {
          const text = Buffer.from(getAsset("${asset}")).toString("base64");
          return new URL("data:text/javascript;base64," + text);
        }`,
    }));
  },
};

/** In place of `src/cli/explore/page-folder.ts`: the program brings no page along. */
const noPage: Plugin = {
  name: "no page",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]cli[\\/]explore[\\/]page-folder\.ts$/ }, () => ({
      loader: "js",
      contents: "export function pageFolder() { return null; }",
    }));
  },
};

/** In place of `src/cohort/queue/queue-libraries.ts`: BullMQ loads files of its own, which the program has not. */
const noQueue: Plugin = {
  name: "no queue",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]cohort[\\/]queue[\\/]queue-libraries\.ts$/ }, () => ({
      loader: "js",
      contents: `
        import { VoxomicsError } from "../../messages/errors.ts";
        export async function loadQueueLibraries() {
          const message = "a program in one file has no queue, which needs Node: npm install voxomics bullmq ioredis";
          throw new VoxomicsError("queue-unavailable", message);
        }`,
    }));
  },
};

const file = resolve(
  process.argv[2] ?? (process.platform === "win32" ? "voxomics.exe" : "voxomics"),
);
const notices = thirdPartyNotices(`${file}-third-party-notices.txt`);
const folder = await mkdtemp(join(tmpdir(), "voxomics-single-file-"));
try {
  await writeProgram(folder);
} finally {
  await rm(folder, { recursive: true });
}
console.log(`${file}: ${((await stat(file)).size / 1e6).toFixed(0)} MB, Node ${process.version}`);

async function writeProgram(parts: string): Promise<void> {
  const start = 'import { main } from "./src/cli/main.ts"; main();';
  await bundle({ stdin: { contents: start, resolveDir: "." } }, "cjs", join(parts, "program.cjs"));
  // a thread is started from a URL that holds its script, which makes it a module
  await bundle({ entryPoints: ["src/node/thread-worker.ts"] }, "esm", join(parts, asset));
  const options = {
    main: join(parts, "program.cjs"),
    output: join(parts, "program.blob"),
    assets: { [asset]: join(parts, asset) },
    disableExperimentalSEAWarning: true,
  };
  await writeFile(join(parts, "sea.json"), JSON.stringify(options));
  runNode(["--experimental-sea-config", join(parts, "sea.json")]);
  await copyFile(process.execPath, file);
  await chmod(file, 0o755);
  const injecting = [file, "NODE_SEA_BLOB", options.output, "--sentinel-fuse", fuse];
  const onMac = process.platform === "darwin" ? ["--macho-segment-name", "NODE_SEA"] : [];
  runNode([resolve("node_modules/postject/dist/cli.js"), ...injecting, ...onMac]);
}

/** Runs Node, and shows what it says only if it fails. */
function runNode(argv: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8" });
  if (status !== 0)
    throw new Error(`node ${argv.join(" ")} failed (${status}): ${stdout}${stderr}`);
}

/** One script with all that it needs, but for what is part of Node. */
async function bundle(
  start: { stdin: { contents: string; resolveDir: string } } | { entryPoints: string[] },
  format: "cjs" | "esm",
  outfile: string,
): Promise<void> {
  await build({
    ...start,
    outfile,
    format,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    alias: { debug: resolve("scripts/silent-debug.cjs") },
    plugins: [portableCodecs, threadScriptInside, noPage, noQueue, notices],
    logLevel: "warning",
  });
}
