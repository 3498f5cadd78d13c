import type { NextStep } from "../base/watch.ts";
import { type FamilyId, familyOf, isOfRegion } from "../families/families.ts";
import { regionRows, stepRows } from "../families/family-rows.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import type { MeasuredRegion } from "../families/measured-region.ts";
import { prepareFilter } from "../filters/filters.ts";
import type { Note } from "../messages/note.ts";
import type { Region } from "../processing/region.ts";
import type { Settings } from "../settings/settings.ts";
import type { Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { diagnose } from "./diagnose.ts";
import { measuredRegion } from "./measured-region.ts";
import { nonFiniteResponseNote } from "./non-finite-note.ts";
import type { ResponseImage, UnfilteredImage } from "./plan.ts";
import { oneLevelNote } from "./region-notes.ts";
import { type ResponsePart, responseRegion } from "./response-region.ts";

/** What was found of a region in one image. */
export interface ImageFindings {
  /** N_g; null if no family asked for grey levels. */
  readonly greyLevels: number | null;
  readonly features: readonly FeatureValue[];
  readonly notes: readonly Note[];
}

/**
 * The features of a region in the unfiltered image.
 *
 * @param source image and mask before processing, and the normalised image, which diagnostics are about
 */
export function measureOriginal(
  { identity, families, choices }: UnfilteredImage,
  region: Region,
  settings: Settings,
  source: { readonly image: Volume; readonly mask: Mask; readonly normalised: Volume },
  next: NextStep,
): ImageFindings {
  const measured = measuredRegion(region, settings);
  const levels = levelsFor(families, measured, identity);
  const features = families.flatMap((family): FeatureValue[] => {
    const watch = next(family);
    const choice = choices?.[family] ?? null;
    return isOfRegion(family)
      ? regionRows(family, measured, settings, identity, watch, choice)
      : stepRows(family, diagnose(source, settings), identity, choice);
  });
  return { ...levels, features };
}

/**
 * The features of a region in a filter's response map.
 *
 * @param part the filter's response where the region lies
 * @param region the region in the unfiltered image
 */
export function measureResponse(
  { identity, filter, families, choices, settings }: ResponseImage,
  part: ResponsePart,
  region: Region,
  next: NextStep,
): ImageFindings {
  const response = responseRegion(part, region, filter, settings.nonFinite);
  const measured = measuredRegion(response, settings);
  const levels = levelsFor(families, measured, identity);
  const features = families.flatMap((family) =>
    regionRows(family, measured, settings, identity, next(family), choices?.[family] ?? null),
  );
  const notes = [
    ...prepareFilter(filter).notes(part.image),
    ...nonFiniteResponseNote(identity, region, response),
    ...levels.notes,
  ];
  return { ...levels, features, notes };
}

/** The number of grey levels and what is to be said of them, if a family asks for them. */
function levelsFor(
  families: readonly FamilyId[],
  { region, levels }: MeasuredRegion,
  identity: string,
): Pick<ImageFindings, "greyLevels" | "notes"> {
  if (!families.some(usesGreyLevels)) return { greyLevels: null, notes: [] };
  return { greyLevels: levels().levels, notes: oneLevelNote(levels(), region, identity) };
}

function usesGreyLevels(id: FamilyId): boolean {
  return familyOf(id).usesGreyLevels === true;
}
