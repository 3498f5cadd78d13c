import type { SeriesVolume } from "./volumes.ts";

/** `EchoTime=4.6, ImageType=M`; a time of day by its name alone. */
export function volumeText(tags: SeriesVolume["tags"]): string {
  return Object.entries(tags)
    .map(([name, value]) => (value === null ? `by ${name}` : `${name}=${value}`))
    .join(", ");
}
