import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** What the compiled codecs do if they find themselves in Node, where they then look for files. */
const inNode =
  'typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string"&&process.type!="renderer"';

/**
 * Takes out of the compiled codecs what is for Node only. They hold all that they need and read no
 * files, but a bundler for pages would look for `fs` and `path`, and find none.
 */
export const portableCodecs: Plugin = {
  name: "portable-codecs",
  setup(build) {
    build.onLoad({ filter: /@cornerstonejs[\\/]codec-[^\\/]+[\\/]dist[\\/]\w+_decode\.js$/ }, load);
  },
};

async function load({ path }: { path: string }) {
  const code = await readFile(path, "utf8");
  if (!code.includes(inNode)) throw new Error(`${path} is not the program that was expected`);
  const contents = code
    .replace(inNode, "false")
    .replace('require("fs")', "{}")
    .replace('require("path")', "{}");
  return { contents, loader: "js" as const };
}
