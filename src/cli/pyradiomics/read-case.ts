import { type CaseReading, imageReading, maskReading } from "../../case/case-reading.ts";
import { namingMaskOptions } from "../../case/case-region.ts";
import type { NrrdSegment } from "../../io/nrrd/segments.ts";
import type { DescribedVolume } from "../../io/read.ts";
import type { FileRegion } from "../../io/region.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import type { Note } from "../../messages/note.ts";
import { openRegions, readFileDescribed } from "../../node/read-file.ts";
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
 * Reads image and mask. Of a segmentation of 3D Slicer, the segment with the label in the layer is read. Of another file
 * of several regions, such as a DICOM SEG, the region is read whose number the row or the command line states as label;
 * the label of the parameters counts for label maps only.
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
  const layer = channel ?? settings.label_channel;
  const options = maskReading(reading, image.volume);
  const wanted = { label: ofRow ?? stated ?? settings.label, layer };
  const isStated = (ofRow ?? stated) !== null;
  const { mask, label } = await maskOf(maskPath, options, wanted, isStated);
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

/** A label, and the volume of the file that holds it, from 0; null for the only one. */
interface Wanted {
  readonly label: number;
  readonly layer: number | null;
}

async function maskOf(
  path: string,
  options: MaskOptions,
  { label, layer }: Wanted,
  isStated: boolean,
): Promise<{ mask: DescribedVolume; label: number }> {
  try {
    const mask = await namingMaskOptions(() => readChannel(path, options, layer));
    return { mask, label };
  } catch (error) {
    const hasRegions = error instanceof VoxomicsError && error.details.known !== undefined;
    if (!hasRegions) throw error;
    const { regions, read } = await openRegions(path, options);
    const layered = regions.filter(isSegment);
    // no region is guessed if neither row nor command line states a number
    if (layered.length === 0 && !isStated) throw error;
    const region =
      layered.length === 0
        ? label
        : layered.find((one) => one.label === label && one.layer === (layer ?? 0));
    if (region !== undefined) return { mask: await read(region), label: 1 };
    const known = layered.map((one) => `label ${one.label} of layer ${one.layer}`).join(", ");
    throw new VoxomicsError(
      "empty-mask",
      `${path}: the segmentation has no label ${label} in layer ${layer ?? 0}; it has ${known}: choose by label and label_channel`,
      { path, label, present: layered.map((one) => one.label) },
    );
  }
}

/**
 * A channel of a mask that holds several, as PyRadiomics chooses it: the first if none is asked for. A mask with one
 * channel is read as it is.
 *
 * @param channel from 0; null where none is asked for
 */
async function readChannel(
  path: string,
  options: MaskOptions,
  channel: number | null,
): Promise<DescribedVolume> {
  const ofChannel = (k: number) => readFileDescribed(path, { ...options, volume: k + 1 });
  try {
    return await (channel === null ? readFileDescribed(path, options) : ofChannel(channel));
  } catch (error) {
    const count = error instanceof VoxomicsError ? error.details.volumes : undefined;
    if (typeof count !== "number" || (channel === null && options.volume !== undefined)) {
      throw error;
    }
    if (channel === null) {
      return withNote(await ofChannel(0), {
        code: "channel-assumed",
        message: `the mask holds ${count} channels: channel 0 was taken, as no label_channel chooses one`,
        details: { channels: count },
      });
    }
    if (count > 1) {
      throw new VoxomicsError(
        "invalid-settings",
        `${path}: the mask has no channel ${channel}: found label_channel ${channel}, expected one from 0 to ${count - 1}`,
        { path, found: channel, volumes: count },
      );
    }
    return withNote(await readFileDescribed(path, options), {
      code: "setting-ignored",
      message: "label_channel has no effect: the mask has one channel",
      details: { key: "label_channel" },
    });
  }
}

function withNote(described: DescribedVolume, note: Note): DescribedVolume {
  return { ...described, notes: [...described.notes, note] };
}

/** Whether a region is a segment of 3D Slicer, which has a layer and a label in it. */
function isSegment(region: FileRegion): region is NrrdSegment {
  return "layer" in region;
}
