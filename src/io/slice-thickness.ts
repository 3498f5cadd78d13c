import { type Note, noteOf } from "../messages/note.ts";
import type { Grid, Thickness, Vec3, Volume } from "../volume/volume.ts";
import type { Described } from "./contents.ts";

/** How thick a single slice is taken to be where its files do not say, in mm. */
export const assumedThickness = 1;

/** The note that a single slice states no thickness; `what` is the subject: `the image has two dimensions`. */
export function thicknessNote(what: string, thickness = assumedThickness): Note {
  return noteOf("thickness-assumed", `${what}: its slice was taken to be ${thickness} mm thick`, {
    thickness,
  });
}

/** The mark of a volume whose reader says that it assumed the thickness of its one slice. */
export function thicknessMark({ size }: Grid, notes: readonly Note[]): Thickness {
  const isTold = notes.some(({ code }) => code === "thickness-assumed");
  return isTold && size.includes(1) ? { thicknessAssumed: true } : {};
}

/**
 * What was read, with the thickness in mm that someone knows, where the files of a single slice state
 * none. Volumes whose files state it stay as they are, with a note where one slice has another thickness.
 */
export function withThickness<T>(
  described: Described<T>,
  thickness: number | undefined,
): Described<T> {
  const { volume, notes = [] } = described;
  if (thickness === undefined) return described;
  if (volume.thicknessAssumed !== true) {
    return { ...described, notes: [...notes, ...statedNotes(volume, thickness)] };
  }
  const { thicknessAssumed: _, ...known } = volume;
  return {
    ...described,
    volume: { ...known, spacing: spacingOf(volume, thickness) },
    notes: notes.filter(({ code }) => code !== "thickness-assumed"),
  };
}

/** Says that the thickness of a slice is that of its files, not the one that was given. */
function statedNotes({ size, spacing }: Volume, thickness: number): readonly Note[] {
  const stated = spacing[size.lastIndexOf(1)];
  if (stated === undefined || Math.abs(stated - thickness) <= 1e-6 * thickness) return [];
  const message = `the slice is ${stated} mm thick by its files: the thickness of ${thickness} mm that was given was not taken`;
  return [noteOf("option-unused", message, { stated, thickness })];
}

/** The axis across a slice is the last one of a single voxel. */
function spacingOf({ size, spacing }: Volume, thickness: number): Vec3 {
  const across = size.lastIndexOf(1);
  const [x, y, z] = spacing.map((side, axis) => (axis === across ? thickness : side));
  return [x, y, z];
}
