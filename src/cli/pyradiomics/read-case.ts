import { type CaseReading, imageReading, maskReading } from "../../case/case-reading.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import type { Note } from "../../messages/note.ts";
import { readFileDescribed } from "../../node/read-file.ts";
import type { PyradiomicsParams } from "../../pyradiomics/params/params.ts";
import type { Volume } from "../../volume/volume.ts";
import type { BatchCase } from "./batch-cases.ts";

/** The files of a case, and which label of the mask is the region. */
export interface ReadCase {
  readonly image: Volume;
  readonly mask: Volume;
  readonly label: number;
  readonly notes: readonly { readonly path: string; readonly note: Note }[];
}

/**
 * Reads image and mask. A mask whose file holds several regions, as a DICOM SEG does, is read by the label that the
 * case states; that of the parameters counts for label maps only.
 *
 * @param stated the label that the command line states, if it does
 */
export async function readCase(
  { image: imagePath, mask: maskPath, label: ofRow, channel }: BatchCase,
  { settings }: Pick<PyradiomicsParams, "settings">,
  stated: number | null,
  reading: CaseReading,
): Promise<ReadCase> {
  const image = await readFileDescribed(imagePath, imageReading(reading));
  const volume = channel ?? settings.label_channel;
  const options = {
    ...maskReading(reading, image.volume),
    ...(volume === null ? {} : { volume: volume + 1 }),
  };
  const wanted = ofRow ?? stated;
  const { mask, label } = await maskOf(maskPath, options, wanted, wanted ?? settings.label);
  return {
    image: image.volume,
    mask: mask.volume,
    label,
    notes: [
      ...image.notes.map((note) => ({ path: imagePath, note })),
      ...mask.notes.map((note) => ({ path: maskPath, note })),
    ],
  };
}

type MaskOptions = ReturnType<typeof maskReading>;

async function maskOf(path: string, options: MaskOptions, wanted: number | null, label: number) {
  try {
    return { mask: await readFileDescribed(path, options), label };
  } catch (error) {
    const hasRegions = error instanceof VoxomicsError && error.details.known !== undefined;
    if (!hasRegions || wanted === null) throw error;
    return { mask: await readFileDescribed(path, { ...options, label: wanted }), label: 1 };
  }
}
