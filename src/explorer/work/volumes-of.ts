import { volumeText } from "../../io/dicom/volume-text.ts";
import type { FileDescription } from "../../io/format.ts";

/** What tells the volumes of a file apart, by their numbers from 1; none where there is one. */
export function volumesOf(description: FileDescription): readonly string[] {
  const volumes = "volumes" in description ? description.volumes : undefined;
  if (volumes === undefined) return [];
  if (!("count" in volumes)) return volumes.map(({ tags }) => volumeText(tags));
  return volumes.count === 1 ? [] : Array.from({ length: volumes.count }, () => volumes.along);
}
