/**
 * The script of worker threads, which lies beside the module that this becomes part of; run from source, a
 * script that loads the TypeScript one. A program in one file has a module of its own in place of this one.
 */
export function threadScript(): URL {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  const name = extension === ".ts" ? "thread-worker.source.mjs" : `thread-worker${extension}`;
  return new URL(`./${name}`, import.meta.url);
}
