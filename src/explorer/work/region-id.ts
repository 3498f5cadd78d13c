import type { FileRegion } from "../../io/region.ts";

/** A region of a file, and of which of its volumes where it has several. */
export interface RegionPlace {
  /** The id of the file of regions. */
  readonly file: string;
  readonly region: FileRegion;
  /** From 1. */
  readonly volume?: number | undefined;
}

/** The id of a region: that of its file, the number of its volume where there are several, and its own. */
export function regionId({ file, region, volume }: RegionPlace): string {
  return `${file}${volume === undefined ? "" : `@${volume}`}#${region.number}`;
}

/** Whether the id of a region is that of one of a file's. */
export function isRegionOf(region: string, file: string): boolean {
  return region.startsWith(`${file}#`) || region.startsWith(`${file}@`);
}

/** What a region is called: its name, else its label. */
export function regionName({ region, volume }: Pick<RegionPlace, "region" | "volume">): string {
  const name = region.name ?? `label ${region.number}`;
  return volume === undefined ? name : `volume ${volume}, ${name}`;
}
