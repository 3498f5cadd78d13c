import { type Note, noteOf } from "../messages/note.ts";
import { largestSlice } from "../morphology/region-slice.ts";
import type { Region } from "../processing/region.ts";
import { axesOfPlane, type SlicePlane } from "../processing/slice-plane.ts";
import type { Settings } from "../settings/settings.ts";

const planes = Object.keys(axesOfPlane) as readonly SlicePlane[];

/**
 * Which slice planar morphology is measured in, where the region lies in several. Slices are numbered from 0 in the image
 * after interpolation.
 */
export function sliceNote(
  { image, morphologicalMask: mask, window }: Region,
  settings: Settings,
): Note[] {
  const { original, families, plane, planarMorphology, resample } = settings;
  if (!original || !families.includes("planarMorphology")) return [];
  if (image.thicknessAssumed === true && plane !== "xy") return []; // no slice is measured
  const slice = largestSlice(mask, plane);
  if (slice === null || slice.slices.length === 1) return [];

  const axis = axesOfPlane[plane][2];
  const name = "xyz"[axis];
  const start = window?.min[axis] ?? 0;
  const { pixels, equal } = slice;
  const [chosen, first, last] = [slice.index, slice.slices[0], slice.slices.at(-1) ?? 0].map(
    (index) => index + start,
  );
  const count = slice.slices.length;
  const of = `the region has ${count} slices in the plane ${plane}, ${name} ${first} to ${last}`;
  const which = equal === 1 ? "the one with the most pixels" : `the first of the ${equal} largest`;
  const isOnly = planarMorphology.slice === "only";
  const measured = isOnly
    ? `planar morphology has no value: ${of}, and planarMorphology.slice is "only"`
    : `planar morphology was measured in slice ${name} ${chosen}, ${which} (${pixels}): ${of}`;
  const flat = planes.find((other) => largestSlice(mask, other)?.slices.length === 1);
  const hint =
    flat !== undefined
      ? `; in the plane ${flat} it has one (plane: "${flat}")`
      : isOnly && typeof resample?.spacing[axis] === "number"
        ? `; interpolation across slices makes several of one, and a spacing of null along ${name} leaves them`
        : "";
  return [
    noteOf("slice-chosen", `${measured}${hint}`, {
      plane,
      slice: isOnly ? null : chosen,
      slices: count,
      first,
      last,
      pixels,
      equal,
    }),
  ];
}
