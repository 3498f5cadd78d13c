import { type Note, noteOf } from "../messages/note.ts";
import type { Grid, Thickness, Vec3, Volume } from "../volume/volume.ts";
import type { Described } from "./contents.ts";

/** Thickness of a single slice whose files do not state one, mm. */
export const assumedThickness = 1;

/** The note that a thickness, in mm, was assumed; `what` is the reason: `the image has two dimensions`. */
export function thicknessNote(what: string, thickness = assumedThickness): Note {
  return noteOf("thickness-assumed", `${what}: its slice was taken to be ${thickness} mm thick`, {
    thickness,
  });
}

/** The mark of a volume with one slice, whose reader noted that it assumed the thickness; else nothing. */
export function thicknessMark({ size }: Grid, notes: readonly Note[]): Thickness {
  const isTold = notes.some(({ code }) => code === "thickness-assumed");
  return isTold && size.includes(1) ? { thicknessAssumed: true } : {};
}

/**
 * Gives a single slice the thickness that a user states, where its files state none. A volume whose files
 * state one stays as it is, with a note where the two differ.
 *
 * @param thickness in mm
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

/** The note that the files state another thickness than the one given, which is not used. */
function statedNotes({ size, spacing }: Volume, thickness: number): readonly Note[] {
  const stated = spacing[size.lastIndexOf(1)];
  if (stated === undefined || Math.abs(stated - thickness) <= 1e-6 * thickness) return [];
  const message = `the slice is ${stated} mm thick by its files: the thickness of ${thickness} mm that was given was not taken`;
  return [noteOf("option-unused", message, { stated, thickness })];
}

/** The spacing, with `thickness` along the axis across the slice: the last one of a single voxel. */
function spacingOf({ size, spacing }: Volume, thickness: number): Vec3 {
  const across = size.lastIndexOf(1);
  const [x, y, z] = spacing.map((side, axis) => (axis === across ? thickness : side));
  return [x, y, z];
}
