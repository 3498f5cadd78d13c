import type { NextStep } from "../base/watch.ts";
import type { Note } from "../messages/note.ts";
import { cutRegion } from "../processing/cut-region.ts";
import type { Normalised } from "../processing/normalise.ts";
import type { Region } from "../processing/region.ts";
import { regionIn } from "../regions/region-in.ts";
import { alignMask } from "../volume/align-mask.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import type { RoiSummary } from "./extraction.ts";
import { nonFiniteNote } from "./non-finite-note.ts";
import type { Plan } from "./plan.ts";
import { regionNotes, sameDataNote } from "./region-notes.ts";
import { processedMargin } from "./surroundings.ts";

/** A region of the unfiltered image, ready to be measured, with what is said of it in any case. */
export interface ProcessedRegion {
  readonly region: Region;
  readonly roi: Omit<RoiSummary, "greyLevels">;
  readonly notes: readonly Note[];
}

/**
 * Cuts a region out of the image and processes it.
 *
 * @param image known to be sound
 * @param by the mask that the region is cut to, null for none, and what normalises the image
 * @returns the region, its mask before it was processed, on the grid of the image, and the normalised image
 */
export function processRegion(
  plan: Plan,
  image: Volume,
  mask: Volume,
  by: { readonly within: Volume | null; readonly normaliser: (mask: Mask) => Normalised },
  next: NextStep,
): {
  readonly processed: ProcessedRegion;
  readonly mask: Mask;
  readonly normalised: Volume;
} {
  const { settings } = plan;
  const aligned = alignMask(checkVolume(mask, "mask"), image);
  next("region");
  const derived = regionIn(aligned.mask, image, settings, by.within);
  const { mask: binary, box, derivation } = derived;
  const normalised = by.normaliser(binary);
  const region = cutRegion(normalised.image, binary, settings, processedMargin(plan), box);
  const { morphologicalMask, intensityMask } = region;
  const morphologicalVoxels = countVoxels(morphologicalMask);
  const isSame = intensityMask === morphologicalMask;
  const intensityVoxels = isSame ? morphologicalVoxels : countVoxels(intensityMask);
  const roi = {
    spacing: region.image.spacing,
    morphologicalVoxels,
    intensityVoxels,
    ...(derivation === null ? {} : { derivation }),
  };
  const notes = [
    ...aligned.notes,
    ...derived.notes,
    ...normalised.notes,
    ...nonFiniteNote(region),
    ...sameDataNote(image, binary, region),
    ...regionNotes(region, settings, roi),
  ];
  return { processed: { region, roi, notes }, mask: binary, normalised: normalised.image };
}
