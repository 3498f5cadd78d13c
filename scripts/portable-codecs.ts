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
  const bytes = await bytesOf(path);
  const contents = code
    .replace(inNode, "false")
    .replace('require("fs")', "{}")
    .replace('require("path")', "{}")
    .replace(givenBytes, () => bytes); // a function, since $ has a meaning in a text
  return { contents, loader: "js" as const };
}

/**
 * An expression that gives the WebAssembly of the file beside a program. A text has a character for each byte, 35 places
 * further on, so that no byte is a control character or a quotation mark. It compresses by a quarter better than Base64,
 * and is shorter if the build writes UTF-8 (`charset`).
 */
async function bytesOf(path: string): Promise<string> {
  const bytes = await readFile(path.replace(/\.js$/, ".wasm"));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte + 35)).join("");
  return `Uint8Array.from(${JSON.stringify(text)}, (char) => char.charCodeAt(0) - 35)`;
}
