import { type FamilyId, families, familyOf } from "../families/families.ts";
import { aggregationsFor, chooseFeatures } from "../families/feature-choice.ts";
import { type Note, noteOf } from "../messages/note.ts";
import type { LevelVolume } from "../processing/discretise.ts";
import type { Region } from "../processing/region.ts";
import { axesOfPlane } from "../processing/slice-plane.ts";
import type { Settings } from "../settings/settings.ts";
import { countVoxels, intensitiesIn, type Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import type { RoiSummary } from "./extraction.ts";
import { sliceNote } from "./slice-note.ts";

/** Voxels whose longest side is more than this many times their shortest count as elongated. */
const mostElongated = 1.5;

/** Re-segmentation that leaves out more than this part of a region is told. */
const mostLeftOut = 0.2;

type VoxelCounts = Pick<RoiSummary, "morphologicalVoxels" | "intensityVoxels">;

/**
 * What is plausible by accident in a region: numbers come out, and may not mean what they seem to.
 *
 * @param settings of the whole extraction, also where only a part of it is measured
 */
export function regionNotes(region: Region, settings: Settings, roi: VoxelCounts): Note[] {
  return [
    ...elongatedNote(region, settings),
    ...thicknessNote(region, settings),
    ...sliceNote(region, settings),
    ...(settings.resegment === null ? [] : leftOutNote(region, roi)),
  ];
}

/** The families that are measured on the image or on response maps. */
function askedFamilies({ original, families, filters, filterFeatures }: Settings) {
  const asked: readonly FamilyId[] = [
    ...(original ? families : []),
    ...(filters.length > 0 ? filterFeatures.families : []),
  ];
  return asked;
}

function asksTexture(
  { aggregations, original, families, features, filters, filterFeatures }: Settings,
  dimension: "3D" | "2",
): boolean {
  const asks = (ids: readonly FamilyId[], words: readonly string[] | null): boolean => {
    const choices = words === null ? null : chooseFeatures(words);
    return ids.some((id) => {
      const used = aggregationsFor(id, choices?.[id] ?? null, aggregations);
      return familyOf(id).aggregation !== null && used.some((name) => name.startsWith(dimension));
    });
  };
  return (
    (original && asks(families, features)) ||
    (filters.length > 0 && asks(filterFeatures.families, filterFeatures.features))
  );
}

/** What has no value because the thickness of the image's one slice was assumed. */
function thicknessNote({ image }: Region, settings: Settings): Note[] {
  if (image.thicknessAssumed !== true) return [];
  const asked = askedFamilies(settings);
  const without = [
    ...families.flatMap(({ id, lostWithoutThickness = [] }) =>
      asked.includes(id) ? lostWithoutThickness : [],
    ),
    ...(asksTexture(settings, "3D") ? ["3D texture (2D aggregations have it)"] : []),
    ...(settings.plane !== "xy" && asksTexture(settings, "2")
      ? [`2D texture in the plane ${settings.plane} (the plane xy has it)`]
      : []),
    ...(settings.plane !== "xy" && asked.includes("planarMorphology")
      ? [`planar morphology in the plane ${settings.plane} (the plane xy has it)`]
      : []),
  ];
  if (without.length === 0) return [];
  return [
    noteOf(
      "thickness-assumed",
      `the image is one slice whose thickness was assumed, so that these have no value: ${without.join(", ")}`,
      { without },
    ),
  ];
}

function elongatedNote(region: Region, settings: Settings): Note[] {
  const { spacing, size } = region.image;
  if (size.includes(1)) return [];
  const inPlane = axesOfPlane[settings.plane].slice(0, 2).map((axis) => spacing[axis]);
  const flat = Math.max(...inPlane) / Math.min(...inPlane);
  if (settings.plane !== "xy" && flat > mostElongated && asksTexture(settings, "2")) {
    const shown = inPlane.map((side) => Number(side.toPrecision(4))).join(" × ");
    return [
      noteOf(
        "elongated-voxels",
        `2D texture in the plane ${settings.plane} was measured on voxels of ${shown} mm, ${flat.toFixed(1)} times as long as wide: its directions do not mean the same; resample to cubic voxels`,
        { spacing, ratio: flat },
      ),
    ];
  }
  const ratio = Math.max(...spacing) / Math.min(...spacing);
  if (ratio <= mostElongated || !asksTexture(settings, "3D")) return [];
  const shown = spacing.map((side) => Number(side.toPrecision(4))).join(" × ");
  return [
    noteOf(
      "elongated-voxels",
      `3D texture was measured on voxels of ${shown} mm, ${ratio.toFixed(1)} times as long as wide: its directions do not mean the same; resample to cubic voxels, or take 2D aggregations (aggregations: ["2D:avg"] in the settings; of maps, dimensions 2)`,
      { spacing, ratio },
    ),
  ];
}

function leftOutNote({ uncutMask }: Region, roi: VoxelCounts): Note[] {
  const { intensityVoxels: kept } = roi;
  const all = uncutMask === undefined ? roi.morphologicalVoxels : countVoxels(uncutMask);
  const part = (all - kept) / all;
  if (!(part > mostLeftOut)) return [];
  return [
    noteOf(
      "much-left-out",
      kept === 0
        ? `re-segmentation left out all ${all} voxels of the region: no voxel is left, so features of intensities have no value`
        : `re-segmentation left out ${all - kept} of the region's ${all} voxels (${(100 * part).toFixed(0)} %)`,
      { morphologicalVoxels: all, intensityVoxels: kept, part },
    ),
  ];
}

/**
 * Says so where all voxels of a region have one grey level.
 *
 * @param image what the levels were made of: its identity in the rows
 */
export function oneLevelNote({ data }: LevelVolume, region: Region, image: string): Note[] {
  const first = data.find((level) => level !== 0);
  if (first === undefined || data.some((level) => level !== 0 && level !== first)) return [];
  const intensities = intensitiesIn(region.image, region.intensityMask);
  const lowest = intensities.reduce((a, b) => Math.min(a, b));
  const highest = intensities.reduce((a, b) => Math.max(a, b));
  const of = image === "original" ? "" : `response of ${image}: `;
  const voxels = intensities.length;
  const all =
    voxels === 1 ? "the region's only voxel has" : `all ${voxels} voxels of the region have`;
  const range = lowest === highest ? `intensity ${lowest}` : `intensities ${lowest} to ${highest}`;
  return [
    noteOf("one-grey-level", `${of}${all} one grey level (${range}): its texture says nothing`, {
      image,
      voxels,
      lowest,
      highest,
    }),
  ];
}

/** The note that an image was given as its own mask. */
export const ownMaskNote: Note = noteOf(
  "image-is-mask",
  "image and mask are the same: the labels of the region are its intensities",
);

/** Says so where an image of 0 and 1 is its own mask. */
export function sameDataNote(image: Volume, mask: Mask, { image: cut }: Region): Note[] {
  const isOwn =
    cut.data.every((value) => value === 0 || value === 1) &&
    image.data.length === mask.data.length &&
    image.data.every((value, v) => value === mask.data[v]);
  return isOwn ? [ownMaskNote] : [];
}
