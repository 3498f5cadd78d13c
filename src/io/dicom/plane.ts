import { VoxomicsError } from "../../messages/errors.ts";
import type { Note } from "../../messages/note.ts";
import { add, scale } from "../../volume/vec3.ts";
import { invalidFile } from "../invalid-file.ts";
import { assumedThickness, thicknessNote } from "../slice-thickness.ts";
import { type Keyword, nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { type DicomFile, within } from "./dicom-file.ts";
import { type FrameGroups, frameGroupsOf } from "./functional-groups.ts";
import { gridFramePositions } from "./grid-frames.ts";
import { flatMontageNotes, mosaicOf } from "./mosaic.ts";
import { nuclearFrames } from "./nuclear-frames.ts";
import { type Placement, placementOf } from "./placement.ts";
import { isPlanar, planarImage } from "./planar-image.ts";
import { has, numberOf, requiredNumberOf, stringOf } from "./values.ts";

/** A slice: a file, a frame of a file, or a tile of a mosaic. */
export interface Plane extends Placement {
  readonly dataSet: DicomDataSet;
  /** Number of the frame in its file, from 0. */
  readonly frame: number;
  readonly groups: FrameGroups;
  /** What messages call the slice: `file 3 of 60, frame 2 of 8`. */
  readonly where: string;
  /** Number of columns (x) and of rows (y). */
  readonly size: readonly [number, number];
  /** Column and row of the frame at which the slice starts, where it is a tile of a mosaic. */
  readonly tile?: readonly [number, number];
  /** Thickness of a single slice that states none, mm. Where this is absent, such a slice is refused. */
  readonly assumedThickness?: number;
  /** Notes on how the slice was placed. */
  readonly notes?: readonly Note[];
}

/**
 * The slices of an image file.
 *
 * @param flatMontage read a mosaic as one slice
 * @throws VoxomicsError `invalid-file` for a slice whose position is missing or damaged,
 *   `unsupported-format` for several frames whose positions are stated neither by functional groups nor by
 *   Grid Frame Offset Vector nor as in a SPECT, and for a montage whose tiles have no known positions
 */
export function planesOf({ dataSet, where }: DicomFile, flatMontage = false): readonly Plane[] {
  return within(where, () => {
    const frames = frameCount(dataSet);
    const size = [wholeNumber(dataSet, "Columns"), wholeNumber(dataSet, "Rows")] as const;
    const common = { dataSet, groups: [], size };
    const nameIn = (frame: number) => nameOfFrame(where, frame, frames);
    if (has(dataSet, "GridFrameOffsetVector")) {
      const first = placementOf(dataSet, []);
      const notes = thicknessNotes(dataSet, frames);
      return gridFramePositions(dataSet, first, frames).map((position, frame) => {
        return {
          ...common,
          ...first,
          position,
          frame,
          where: nameIn(frame),
          assumedThickness,
          notes,
        };
      });
    }
    const groups = frameGroupsOf(dataSet, frames);
    const isGrouped = has(dataSet, "PerFrameFunctionalGroupsSequence");
    const nuclear = isGrouped ? undefined : nuclearFrames(dataSet, frames);
    if (nuclear !== undefined) {
      const { placement, positions, notes } = nuclear;
      return positions.map((position, frame) => {
        return { ...common, ...placement, position, frame, where: nameIn(frame), notes };
      });
    }
    if (!isGrouped && isPlanar(dataSet)) {
      const { placement, notes } = planarImage(dataSet);
      const all = [...notes, ...thicknessNotes(dataSet, 1)];
      return Array.from({ length: frames }, (_, frame) => {
        return {
          ...common,
          ...placement,
          frame,
          where: nameIn(frame),
          assumedThickness,
          notes: all,
        };
      });
    }
    if (groups.length === 0) throw unplacedFrames(dataSet, frames);
    const planes = groups.map((own, frame) => {
      const placement = within(nameOfFrame("", frame, frames), () => placementOf(dataSet, own));
      return { ...common, ...placement, groups: own, frame, where: nameIn(frame) };
    });
    return planes.length > 1 || isGrouped ? planes : tilesOf(planes[0], flatMontage);
  });
}

/** The tiles of a frame that is a mosaic; for any other frame, the frame itself. */
function tilesOf(plane: Plane, flatMontage: boolean): readonly Plane[] {
  if (flatMontage) return [{ ...plane, notes: flatMontageNotes(plane.dataSet) }];
  const mosaic = mosaicOf(plane.dataSet, plane, plane.size);
  if (mosaic === undefined) return [plane];
  const { tiles, side, position, step, notes } = mosaic;
  const [columns, rows] = plane.size.map((count) => count / side);
  return Array.from({ length: tiles }, (_, n) => ({
    ...plane,
    where: `${plane.where}${plane.where === "" ? "" : ", "}tile ${n + 1} of ${tiles}`,
    size: [columns, rows],
    position: add(position, scale(step, n)),
    tile: [columns * (n % side), rows * Math.floor(n / side)],
    notes,
  }));
}

/** The note that a single slice states no thickness. */
function thicknessNotes(dataSet: DicomDataSet, frames: number): readonly Note[] {
  const stated = (["SpacingBetweenSlices", "SliceThickness"] as const).some(
    (name) => Math.abs(numberOf(dataSet, name) ?? 0) > 0,
  );
  if (frames > 1 || stated) return [];
  return [thicknessNote("a single plane states no thickness")];
}

/** How many frames a file says that it has. */
export function frameCount(dataSet: DicomDataSet): number {
  return has(dataSet, "NumberOfFrames") ? wholeNumber(dataSet, "NumberOfFrames") : 1;
}

function nameOfFrame(where: string, frame: number, frames: number): string {
  if (frames === 1) return where;
  return `${where}${where === "" ? "" : ", "}frame ${frame + 1} of ${frames}`;
}

function wholeNumber(dataSet: DicomDataSet, name: Keyword): number {
  const value = requiredNumberOf(dataSet, name);
  if (Number.isInteger(value) && value > 0) return value;
  throw invalidFile(`${nameOf(name)} is ${value}, expected a whole number above 0`, { value });
}

function unplacedFrames(dataSet: DicomDataSet, frames: number): VoxomicsError {
  const modality = stringOf(dataSet, "Modality") ?? "DICOM";
  return new VoxomicsError(
    "unsupported-format",
    `${modality} image has ${frames} frames, but does not say where each lies: expected ` +
      `${nameOf("PerFrameFunctionalGroupsSequence")} (an enhanced image), ` +
      `${nameOf("GridFrameOffsetVector")}, or one file a slice`,
    { frames },
  );
}
