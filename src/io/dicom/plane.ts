import type { Note } from "../../messages/note.ts";
import { invalidFile } from "../invalid-file.ts";
import { type Keyword, nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import type { FrameGroups } from "./functional-groups.ts";
import type { Placement } from "./placement.ts";
import { has, requiredNumberOf } from "./values.ts";

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

/** How many frames a file says that it has. */
export function frameCount(dataSet: DicomDataSet): number {
  return has(dataSet, "NumberOfFrames") ? wholeNumber(dataSet, "NumberOfFrames") : 1;
}

/** The value of an attribute that counts something. @throws VoxomicsError `invalid-file` unless it is a whole number above 0 */
export function wholeNumber(dataSet: DicomDataSet, name: Keyword): number {
  const value = requiredNumberOf(dataSet, name);
  if (Number.isInteger(value) && value > 0) return value;
  throw invalidFile(`${nameOf(name)} is ${value}, expected a whole number above 0`, { value });
}
