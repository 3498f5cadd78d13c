import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** The condition by which the compiled codecs recognise Node, where they read files. */
const inNode =
  'typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string"&&process.type!="renderer"';

/** The expression by which a program takes its WebAssembly; without it, the program reads a file. */
const givenBytes = 'Module["wasmBinary"]';

/**
 * Removes from the compiled codecs what is for Node only, and puts WebAssembly into the program that runs
 * it. The codecs then read no files: a bundler for pages finds no import of `fs` and `path`, and a page
 * need not serve a `.wasm` file.
 */
export const portableCodecs: Plugin = {
  name: "portable-codecs",
  setup(build) {
    const programs =
      /@cornerstonejs[\\/]codec-[^\\/]+[\\/]dist[\\/](?:\w+wasm_decode|openjphjs)\.js$/;
    build.onLoad({ filter: programs }, load);
  },
};

async function load({ path }: { path: string }) {
  const code = await readFile(path, "utf8");
  if (!code.includes(inNode) || !code.includes(givenBytes)) {
    throw new Error(`${path} is not the program that was expected`);
  }
  const contents = code
    .replace(inNode, "false")
    .replace('require("fs")', "{}")
    .replace('require("path")', "{}")
    .replace(givenBytes, await bytesOf(path));
  return { contents, loader: "js" as const };
}

/** An expression that gives the WebAssembly of the file beside a program. */
async function bytesOf(path: string): Promise<string> {
  const text = (await readFile(path.replace(/\.js$/, ".wasm"))).toString("base64");
  return `Uint8Array.from(atob("${text}"), (char) => char.charCodeAt(0))`;
}
