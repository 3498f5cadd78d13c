import { invalidFile } from "../invalid-file.ts";
import { type Keyword, nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { has, itemOf, itemsOf } from "./values.ts";

// Functional groups of enhanced multi-frame images (DICOM PS3.3 C.7.6.16): what holds for a frame.

/** The items with the functional groups of a frame: its own, then the one that all frames share. */
export type FrameGroups = readonly DicomDataSet[];

/**
 * The groups of each frame; empty where no frame has groups.
 *
 * @throws VoxomicsError `invalid-file` for more or fewer groups than frames.
 */
export function frameGroupsOf(dataSet: DicomDataSet, frames: number): readonly FrameGroups[] {
  const shared = itemsOf(dataSet, "SharedFunctionalGroupsSequence").slice(0, 1);
  if (frames === 1 && !has(dataSet, "PerFrameFunctionalGroupsSequence")) return [shared];
  const groups = itemsOf(dataSet, "PerFrameFunctionalGroupsSequence");
  if (groups.length === 0) return [];
  if (groups.length === frames) return groups.map((own) => [own, ...shared]);
  throw invalidFile(
    `${nameOf("NumberOfFrames")} is ${frames}, but ` +
      `${nameOf("PerFrameFunctionalGroupsSequence")} has ${groups.length} items`,
    { found: groups.length, expected: frames },
  );
}

/** The data set that holds a functional group's attributes of a frame; without groups, the file's own. */
export function groupOf(
  dataSet: DicomDataSet,
  groups: FrameGroups,
  sequence: Keyword,
): DicomDataSet | undefined {
  if (groups.length === 0) return dataSet;
  for (const group of groups) {
    const item = itemOf(group, sequence);
    if (item !== undefined) return item;
  }
  return undefined;
}
