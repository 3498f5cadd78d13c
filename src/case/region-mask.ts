import { chooseRegion } from "../io/choose-region.ts";
import type { FileDescription } from "../io/format.ts";
import type { DescribedVolume } from "../io/read.ts";
import { type Note, noteOf } from "../note.ts";
import { type ReportedVolume, reportedVolume } from "../report/report.ts";
import { compareGrids } from "../volume/geometry.ts";
import { toMask } from "../volume/mask.ts";
import { type PlacedMask, placeMask } from "../volume/place-mask.ts";
import { type Grid, gridOf, type Volume } from "../volume/volume.ts";

/** A region's mask as it is measured. */
export interface RegionMask {
  readonly volume: Volume;
  readonly reported: ReportedVolume;
  /** Its label or number, and its name, where it has them. */
  readonly label: number | null;
  readonly region: string | null;
  /** Voxels before and after it was put on the image's grid; null if it stayed on its own. */
  readonly placed: Omit<PlacedMask, "mask"> | null;
  /** What was left out or changed on the way, and is no error. */
  readonly notes: readonly Note[];
}

/** Where a mask has to lie, and whether it may be put there. */
export interface Placing {
  readonly path: string;
  readonly image: Grid;
  readonly resample: boolean;
}

/**
 * A mask that was read, put on the image's grid where that is asked for and it lies on another.
 *
 * @param wanted what is known of the region
 * @throws VoxomicsError `invalid-mask` or `empty-mask` if it cannot be put there
 */
export function regionMask(
  { volume, description, notes }: DescribedVolume,
  wanted: Pick<RegionMask, "label" | "region">,
  { path, image, resample }: Placing,
): RegionMask {
  const named = { ...wanted, ...regionOf(description, wanted) };
  const reported = reportedVolume(path, volume, description);
  if (!resample || compareGrids(volume, image).length === 0) {
    return { volume, reported, placed: null, ...named, notes };
  }
  const { mask, ...placed } = placeMask(toMask(volume), image);
  return {
    volume: mask,
    reported: { ...reported, placed: { interpolation: "nearest", ...placed } },
    placed,
    ...named,
    notes: [...notes, placedNote(volume, image, placed)],
  };
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

function placedNote(from: Grid, to: Grid, counts: Omit<PlacedMask, "mask">): Note {
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
