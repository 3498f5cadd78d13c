/**
 * The folder of the built explorer: beside the built command line, or in the checkout's `dist` where the command line
 * runs from source. Null in the program in one file, which is built with another module in place of this one.
 */
export function pageFolder(): URL | null {
  const inSource = import.meta.url.endsWith(".ts");
  return new URL(inSource ? "../../../dist/explorer/" : "./explorer/", import.meta.url);
}
