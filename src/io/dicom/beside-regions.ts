import { type Note, noteOf } from "../../messages/note.ts";
import type { ReadOptions } from "../read-options.ts";
import type { DicomDataSet } from "./data-set.ts";
import { segmentationReferences, structureReferences } from "./identity.ts";
import { isSegmentation } from "./segmentation.ts";
import type { DicomSeries } from "./series.ts";
import { numberOf } from "./values.ts";

/**
 * Notes that a mask may have been meant to be another one: the files hold regions, which were taken, and
 * an image that may be a label map. It has as many columns and rows as the image that is measured, and is
 * neither that image nor the one that the regions were made on.
 */
export function besideNotes(
  regions: DicomDataSet,
  images: readonly DicomSeries[],
  { series, grid }: Pick<ReadOptions, "series" | "grid">,
): readonly Note[] {
  if (grid === undefined || series !== undefined) return [];
  const made = [
    ...referencesOf(regions).series,
    ...(grid.series === undefined ? [] : [grid.series]),
  ];
  // without any reference, an image beside the regions is taken for the one that they were made on
  if (made.length === 0) return [];
  const others = images.filter(({ uid, files: [{ dataSet }] }) => {
    const isKnown = uid === null || made.includes(uid);
    const isAlike = (["Columns", "Rows"] as const).every(
      (name, axis) => numberOf(dataSet, name) === grid.size[axis],
    );
    return !isKnown && isAlike;
  });
  if (others.length === 0) return [];
  const [kind, named] = isSegmentation(regions) ? ["SEG", "a SEG"] : ["RTSTRUCT", "an RTSTRUCT"];
  const listed = others
    .map(({ uid, modality }) => `${uid} (${modality ?? "no modality"})`)
    .join(", ");
  return [
    noteOf(
      "regions-taken",
      `the mask's files hold ${named}, whose regions were taken, and images beside it: ${listed}; if one is a label map, name its series`,
      { taken: kind, images: others.map(({ uid }) => uid) },
    ),
  ];
}

/** The frames of reference and the series that a SEG or an RTSTRUCT refers to. */
export function referencesOf(dataSet: DicomDataSet) {
  return isSegmentation(dataSet) ? segmentationReferences(dataSet) : structureReferences(dataSet);
}
