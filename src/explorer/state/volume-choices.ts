import { volumeText } from "../../io/dicom/volume-text.ts";
import type { SeriesVolume } from "../../io/dicom/volumes.ts";
import { VoxomicsError } from "../../messages/errors.ts";

/** Most volumes that are offered as a button each; others are chosen below the image's name. */
const mostOffered = 12;

/** The volumes that a refusal asks to choose from, in the order of their numbers from 1; none of other errors. */
export function volumeChoices(error: unknown): readonly string[] {
  if (!(error instanceof VoxomicsError)) return [];
  const { volumes } = error.details as { readonly volumes?: number | readonly SeriesVolume[] };
  if (typeof volumes === "number" && volumes > 1) {
    return Array.from({ length: Math.min(volumes, mostOffered) }, (_, n) => `Volume ${n + 1}`);
  }
  if (!Array.isArray(volumes)) return [];
  return volumes
    .slice(0, mostOffered)
    .map(({ number, tags }: SeriesVolume) => volumeText(tags) || `Volume ${number}`);
}
