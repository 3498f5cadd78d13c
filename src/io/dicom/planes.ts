import { VoxomicsError } from "../../messages/errors.ts";
import type { Note } from "../../messages/note.ts";
import { add, scale } from "../../volume/vec3.ts";
import { assumedThickness, thicknessNote } from "../slice-thickness.ts";
import { nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { type DicomFile, within } from "./dicom-file.ts";
import { frameGroupsOf } from "./functional-groups.ts";
import { gridFramePositions } from "./grid-frames.ts";
import { flatMontageNotes, mosaicOf } from "./mosaic.ts";
import { nuclearFrames } from "./nuclear-frames.ts";
import { placementOf } from "./placement.ts";
import { isPlanar, planarImage } from "./planar-image.ts";
import { frameCount, type Plane, wholeNumber } from "./plane.ts";
import { has, numberOf, stringOf } from "./values.ts";

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

function nameOfFrame(where: string, frame: number, frames: number): string {
  if (frames === 1) return where;
  return `${where}${where === "" ? "" : ", "}frame ${frame + 1} of ${frames}`;
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
