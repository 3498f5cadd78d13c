import type { Note } from "../../messages/note.ts";
import { shareVolume } from "../../pool/share-volume.ts";
import { handOver } from "./hand-over.ts";
import type { OpenCase } from "./open-case.ts";
import { poolOf } from "./pool-of.ts";
import { type ShownVolume, shownVolume } from "./shown-volume.ts";

/** An image as the page knows it. */
export interface ImageAnswer {
  readonly id: string;
  readonly shown: ShownVolume;
  /** CT, MR, PT …; null where the file does not say. */
  readonly modality: string | null;
  /** HU, BQML …; null where the file does not say. */
  readonly unit: string | null;
  /** Type that the voxels are stored in. */
  readonly dataType: string | null;
  readonly notes: readonly Note[];
}

/** Reads an image that is listed. It takes the place of the one that was open, whose regions are given up. */
export async function readImage(held: OpenCase, id: string) {
  const open = held.images.get(id);
  if (open === undefined) throw new Error(`no image ${id} is listed`);
  held.image = null;
  held.regions.clear();
  const { volume, description, notes } = await open({ pool: poolOf(held) });
  held.image = { id, title: id, volume: shareVolume(volume), description, notes };
  const shown = shownVolume(volume);
  const dicom = description.format === "DICOM" ? description : null;
  const answer: ImageAnswer = {
    id,
    shown,
    modality: dicom?.modality ?? null,
    unit: dicom?.unit ?? null,
    dataType: "dataType" in description ? description.dataType : null,
    notes,
  };
  return handOver(answer, [shown.data]);
}
