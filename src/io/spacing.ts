import { VoxomicsError } from "../messages/errors.ts";
import type { Vec3, Volume } from "../volume/volume.ts";

/** Distances between voxel centres along x and y, and along z where that is known, in mm. */
export type Spacing = readonly [number, number] | Vec3;

/** Whether a value is a spacing: two or three finite numbers above 0. */
export function isSpacing(value: unknown): value is Spacing {
  return (
    Array.isArray(value) &&
    (value.length === 2 || value.length === 3) &&
    value.every((side) => typeof side === "number" && side > 0 && side < Number.POSITIVE_INFINITY)
  );
}

/**
 * The spacing that a text stands for: two or three numbers with commas or blanks between them; undefined if for none.
 * Commas beside blanks that stand alone, as in `0,5 3`, could be decimal ones: they stand for none.
 */
export function parseSpacing(text: string): Spacing | undefined {
  const sides = text.trim().split(text.includes(",") ? /\s*,\s*/ : /\s+/);
  const numbers = sides.map((side) =>
    /^\+?[\d.]+(e[+-]?\d+)?$/i.test(side) ? Number(side) : Number.NaN,
  );
  return isSpacing(numbers) ? numbers : undefined;
}

/** What a spacing must be, for messages. */
export const expectedSpacing = "two or three numbers of mm above 0";

/** A spacing as messages show it: `0.5 x 0.5 mm`. */
export function spacingText(spacing: readonly number[]): string {
  return `${spacing.join(" x ")} mm`;
}

/** How much two spacings may differ that count as the same, as those of image and mask. */
const tolerance = 1e-4;

/**
 * Refuses a spacing that the files of a volume contradict. A spacing is given for files that state none; for
 * all others it must be theirs.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function checkGivenSpacing(volume: Volume, given: Spacing): void {
  const { spacing, thicknessAssumed = false } = volume;
  const known = thicknessAssumed ? given.slice(0, 2) : given;
  const isSame = known.every((side, axis) => {
    return Math.abs(side - spacing[axis]) <= tolerance * spacing[axis];
  });
  if (isSame) return;
  throw new VoxomicsError(
    "invalid-settings",
    `found the spacing ${spacingText(given)} given, but the files state ${spacingText(spacing)}: ` +
      "a spacing is given for files that state none, such as PNG and TIFF",
    { found: given, expected: spacing },
  );
}
