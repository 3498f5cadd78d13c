/**
 * The folder of the built explorer, which lies beside the module that this becomes part of; run from source, that of
 * the checkout's build. A program in one file has a module of its own in place of this one: null.
 */
export function pageFolder(): URL | null {
  const inSource = import.meta.url.endsWith(".ts");
  return new URL(inSource ? "../../../dist/explorer/" : "./explorer/", import.meta.url);
}
