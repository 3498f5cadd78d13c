import { chooseRegion } from "../io/choose-region.ts";
import type { FileDescription } from "../io/format.ts";
import type { DescribedVolume } from "../io/read.ts";
import type { Advice } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { type ReportedPlacement, type ReportedVolume, toReportedVolume } from "../report/report.ts";
import { type AlignedMask, alignMask } from "../volume/align-mask.ts";
import { compareGrids } from "../volume/geometry.ts";
import { toMask } from "../volume/mask.ts";
import { placeMask } from "../volume/place-mask.ts";
import { type Grid, gridOf, type Identity, type Placement, type Volume } from "../volume/volume.ts";
import type { CaseFile } from "./case-notes.ts";
import type { CaseReading } from "./case-reading.ts";
import { checkLoss, checkPlanes, lostInReading, type PlacedVoxels } from "./lost-voxels.ts";

/** A region's mask as it is measured. */
export interface RegionMask {
  readonly volume: Volume;
  /** Path of the mask, and what its files say about themselves. */
  readonly source: CaseFile;
  readonly reported: ReportedVolume;
  /** Its label or number, and its name, where it has them. */
  readonly label: number | null;
  readonly region: string | null;
  /**
   * Voxels before and after the mask was put on the image's grid, and those outside it. null where
   * neither was that asked for nor did its reader cut it.
   */
  readonly placed: PlacedVoxels | null;
  /** What was left out or changed on the way, and is no error. */
  readonly notes: readonly Note[];
}

/** Where a mask has to lie, and what may be done to put it there. */
export interface Placing extends Pick<CaseReading, "resampleMask" | "largestLoss"> {
  readonly path: string;
  readonly image: Grid & Placement & Identity;
}

/**
 * A mask that was read, put on the image's grid where that is asked for and it lies on another.
 *
 * @param wanted what is known of the region
 * @throws VoxomicsError `invalid-mask` or `empty-mask` if it cannot be put there, `geometry-mismatch`
 *   if more of it lies outside the image than may
 */
export function regionMask(
  { volume, description, notes }: DescribedVolume,
  wanted: Pick<RegionMask, "label" | "region">,
  { path, image, resampleMask = false, largestLoss }: Placing,
): RegionMask {
  const named = {
    source: { path, description },
    ...wanted,
    ...regionOf(description, wanted),
  };
  const reported = toReportedVolume(path, volume, description);
  checkPlanes(description, largestLoss);
  const cut = lostInReading(volume, description);
  if (cut !== null) checkLoss(cut, largestLoss);
  if (cut !== null) return { volume, ...placedAs("none", cut, reported), ...named, notes };
  if (!resampleMask) {
    const aligned = alignOrAdvise(volume, image);
    return {
      volume: aligned.mask,
      reported,
      placed: null,
      ...named,
      notes: [...notes, ...aligned.notes],
    };
  }

  const { mask, ...placed } = placeMask(toMask(volume), image);
  checkLoss(placed, largestLoss);
  if (compareGrids(volume, image).length === 0) {
    return { volume, ...placedAs("none", placed, reported), ...named, notes };
  }
  return {
    volume: mask,
    ...placedAs("nearest", placed, reported),
    ...named,
    notes: [...notes, placedNote(volume, image, placed)],
  };
}

/** `alignMask`; its refusal of another grid names the option that puts the mask on the image's. */
function alignOrAdvise(mask: Volume, image: Placing["image"]): AlignedMask {
  try {
    return alignMask(mask, image);
  } catch (error) {
    if (!(error instanceof VoxomicsError) || error.details.differences === undefined) throw error;
    const { code, message, details } = error;
    const does = "puts it on the image's";
    const advice: Advice = { option: "resampleMask", value: null, does };
    throw new VoxomicsError(code, message, { ...details, advice: [advice] }, { cause: error });
  }
}

function placedAs(
  interpolation: ReportedPlacement["interpolation"],
  placed: PlacedVoxels,
  reported: ReportedVolume,
): Pick<RegionMask, "reported" | "placed"> {
  return { reported: { ...reported, placed: { interpolation, ...placed } }, placed };
}

/** Number and name of the region that was read, as far as its file knows them. */
function regionOf(
  description: FileDescription,
  { label, region }: Pick<RegionMask, "label" | "region">,
): Partial<Pick<RegionMask, "label" | "region">> {
  switch (description.format) {
    case "DICOM RTSTRUCT":
    case "DICOM SEG":
      return { label: description.region.number, region: description.region.name };
    case "NRRD": {
      const { segments } = description;
      if (segments.length === 0) return {};
      const read = chooseRegion(segments, label ?? region ?? undefined, "segmentation");
      return { label: read.number, region: read.name };
    }
    default:
      return {};
  }
}

function placedNote(from: Grid, to: Grid, counts: PlacedVoxels): Note {
  const { before, after, outside } = counts;
  const cut = outside === 0 ? "" : `; ${outside} of its voxels lie outside the image`;
  return noteOf(
    "mask-resampled",
    `the mask was put on the image's grid by nearest neighbour: ${before} voxels became ${after}${cut}; ` +
      `from ${gridText(from)} to ${gridText(to)}`,
    { ...counts, from: gridOf(from), to: gridOf(to) },
  );
}

function gridText(grid: Grid): string {
  const { size, spacing, origin, direction } = gridOf(grid);
  return (
    `size [${size.join(", ")}], spacing [${spacing.join(", ")}], origin [${origin.join(", ")}], ` +
    `direction [${direction.join(", ")}]`
  );
}
