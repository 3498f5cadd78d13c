import { VoxomicsError } from "../../errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { type Keyword, nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { type DicomFile, within } from "./dicom-file.ts";
import { type FrameGroups, frameGroupsOf } from "./functional-groups.ts";
import { gridFramePositions } from "./grid-frames.ts";
import { type Placement, placementOf } from "./placement.ts";
import { has, requiredNumberOf, stringOf } from "./values.ts";

/** A slice: what a file, or one of its frames, holds. */
export interface Plane extends Placement {
  readonly dataSet: DicomDataSet;
  /** Number of the frame in its file, from 0. */
  readonly frame: number;
  readonly groups: FrameGroups;
  /** What messages call it: `file 3 of 60, frame 2 of 8`. */
  readonly where: string;
  /** Number of columns (x) and of rows (y). */
  readonly size: readonly [number, number];
}

/**
 * The slices of an image file.
 *
 * @throws VoxomicsError `invalid-file` where a slice does not say where it lies in the patient,
 *   `unsupported-format` for several frames that say so neither by functional groups nor by a grid
 *   frame offset vector.
 */
export function planesOf({ dataSet, where }: DicomFile): readonly Plane[] {
  return within(where, () => {
    const frames = frameCount(dataSet);
    const size = [wholeNumber(dataSet, "Columns"), wholeNumber(dataSet, "Rows")] as const;
    if (has(dataSet, "GridFrameOffsetVector")) {
      const first = placementOf(dataSet, []);
      return gridFramePositions(dataSet, first, frames).map((position, frame) => ({
        ...{ dataSet, frame, groups: [], where: nameOfFrame(where, frame, frames), size },
        ...{ ...first, position },
      }));
    }
    const groups = frameGroupsOf(dataSet, frames);
    if (groups.length === 0) throw unplacedFrames(dataSet, frames);
    return groups.map((own, frame) => {
      const name = nameOfFrame("", frame, frames);
      const placement = within(name, () => placementOf(dataSet, own));
      return {
        dataSet,
        frame,
        groups: own,
        where: nameOfFrame(where, frame, frames),
        size,
        ...placement,
      };
    });
  });
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
