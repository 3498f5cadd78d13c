import { type Note, noteOf } from "../messages/note.ts";
import type { Axis } from "../volume/vec3.ts";
import type { Spacing } from "./filter.ts";

/** Relative tolerance for lengths that are too short: headers hold spacings as 32-bit floats. */
export const tolerance = 1e-6;

/** A length of a kernel, and the axis on which it spans the fewest voxels. */
export interface Sampling {
  readonly axis: "x" | "y" | "z";
  /** mm */
  readonly length: number;
  /** mm */
  readonly spacing: number;
  /** The length in voxels of the axis. */
  readonly voxels: number;
}

/** The axis on which a length (mm) spans the fewest voxels; null if these are at least `fewest`. */
export function coarsest(
  length: number,
  { spacing }: Spacing,
  axes: readonly Axis[],
  fewest: number,
): Sampling | null {
  const axis = axes.reduce((a, b) => (spacing[b] > spacing[a] ? b : a));
  const voxels = length / spacing[axis];
  if (voxels >= fewest * (1 - tolerance)) return null;
  return { axis: (["x", "y", "z"] as const)[axis], length, spacing: spacing[axis], voxels };
}

/** The note that a length of a kernel spans few voxels. */
export function coarseNote(filter: string, what: string, found: Sampling, meaning: string): Note {
  const { axis, length, spacing, voxels } = found;
  return noteOf(
    "undersampled-filter",
    `${filter}: ${what} of ${short(length)} mm is ${measured(found)}, ${meaning}`,
    { filter, axis, length, spacing, voxels },
  );
}

/** The length in voxels, with axis and spacing, for messages. */
export function measured({ axis, spacing, voxels }: Sampling): string {
  return `${short(voxels)} voxels along ${axis} (spacing ${short(spacing)} mm)`;
}

/** A number with four digits at most. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
