import type { Watch } from "../../base/watch.ts";
import type { SuvKind } from "../../io/dicom/suv/suv-kind.ts";
import type { Spacing } from "../../io/spacing.ts";
import type { Note } from "../../messages/note.ts";
import { shareVolume } from "../../pool/share-volume.ts";
import { handOver } from "./hand-over.ts";
import type { OpenCase } from "./open-case.ts";
import { poolOf } from "./pool-of.ts";
import { type ShownVolume, shownVolume } from "./shown-volume.ts";
import { volumesOf } from "./volumes-of.ts";

/** How an image is read, where its files can be read in more than one way. */
export interface ImageReading {
  /** Which of several volumes, from 1. */
  readonly volume?: number;
  /** Convert a PET to standardised uptake values. */
  readonly suv?: SuvKind;
  /** Distances between voxels in mm, of a picture. */
  readonly spacing?: Spacing;
}

/** An image that is asked for. */
export interface ImageAsked {
  readonly id: string;
  readonly reading: ImageReading;
}

/** An image as the page knows it. */
export interface ImageAnswer extends ImageAsked {
  readonly shown: ShownVolume;
  /** CT, MR, PT …; null where the file does not say. */
  readonly modality: string | null;
  /** HU, BQML …; null where the file does not say. */
  readonly unit: string | null;
  /** Type that the voxels are stored in. */
  readonly dataType: string | null;
  /** What tells the volumes of its files apart, by their numbers from 1; none where there is one. */
  readonly volumes: readonly string[];
  readonly notes: readonly Note[];
}

/** Reads an image that is listed. It takes the place of the one that was open, whose regions are given up. */
export async function readImage(held: OpenCase, { id, reading }: ImageAsked, { signal }: Watch) {
  const open = held.images.get(id);
  if (open === undefined) throw new Error(`no image ${id} is listed`);
  held.image = null;
  held.regions.clear();
  held.secondMasks.clear();
  const { volume, description, notes } = await open({ ...reading, pool: poolOf(held) });
  signal?.throwIfAborted(); // another image was asked for since
  held.image = { id, title: id, volume: shareVolume(volume), description, notes };
  const shown = shownVolume(volume);
  const dicom = description.format === "DICOM" ? description : null;
  const answer: ImageAnswer = {
    id,
    reading,
    shown,
    modality: dicom?.modality ?? null,
    unit: dicom?.unit ?? null,
    dataType: "dataType" in description ? description.dataType : null,
    volumes: volumesOf(description),
    notes,
  };
  return handOver(answer, [shown.data]);
}
