import type { FileRegion } from "../../io/region.ts";

/** The id of a region: that of its file, and its number in it. */
export function regionId({ file, region }: { readonly file: string; readonly region: FileRegion }) {
  return `${file}#${region.number}`;
}
