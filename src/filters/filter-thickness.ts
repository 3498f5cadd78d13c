import { type Note, noteOf } from "../messages/note.ts";
import type { Grid, Thickness } from "../volume/volume.ts";

/**
 * Says that the response of a slice would be another at another thickness, where that was assumed.
 *
 * @param identity of a filter whose lengths in mm run across the slice
 */
export function thicknessNotes(
  { spacing, thicknessAssumed }: Pick<Grid, "spacing"> & Thickness,
  identity: string,
): Note[] {
  if (thicknessAssumed !== true) return [];
  return [
    noteOf(
      "thickness-assumed",
      `${identity}: the response depends on the thickness of the image's one slice, which was assumed: state it, or filter in the slice alone`,
      { filter: identity, spacing },
    ),
  ];
}
