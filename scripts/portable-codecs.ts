import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** What the compiled codecs do if they find themselves in Node, where they then look for files. */
const inNode =
  'typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string"&&process.type!="renderer"';

/** Where OpenJPH's program, which is WebAssembly in a file of its own, looks for its bytes first. */
const givenBytes = 'Module["wasmBinary"]';

/**
 * Takes out of the compiled codecs what is for Node only, and puts WebAssembly into the program that
 * runs it. So they hold all that they need and read no files; a bundler for pages would look for `fs`
 * and `path`, and find none, and a page would have to serve the other file.
 */
export const portableCodecs: Plugin = {
  name: "portable-codecs",
  setup(build) {
    const programs = /@cornerstonejs[\\/]codec-[^\\/]+[\\/]dist[\\/](?:\w+_decode|openjphjs)\.js$/;
    build.onLoad({ filter: programs }, load);
  },
};

async function load({ path }: { path: string }) {
  const code = await readFile(path, "utf8");
  const isWasm = path.endsWith("openjphjs.js");
  if (!code.includes(inNode) || (isWasm && !code.includes(givenBytes))) {
    throw new Error(`${path} is not the program that was expected`);
  }
  const portable = code
    .replace(inNode, "false")
    .replace('require("fs")', "{}")
    .replace('require("path")', "{}");
  const contents = isWasm ? portable.replace(givenBytes, await bytesOf(path)) : portable;
  return { contents, loader: "js" as const };
}

/** The WebAssembly beside a program, as an expression. */
async function bytesOf(path: string): Promise<string> {
  const text = (await readFile(path.replace(/\.js$/, ".wasm"))).toString("base64");
  return `Uint8Array.from(atob("${text}"), (char) => char.charCodeAt(0))`;
}
