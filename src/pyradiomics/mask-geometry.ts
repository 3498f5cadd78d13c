import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { noteOf } from "../messages/note.ts";
import { orDefault, orNull, withDefault } from "../schema/defaults.ts";
import { boolean, number } from "../schema/values.ts";
import type { GridDifference } from "../volume/geometry.ts";
import type { Mask } from "../volume/mask.ts";
import type { Grid } from "../volume/volume.ts";
import { maskOn, regionInside } from "./resampling/resample.ts";

/** How far the grids of image and mask may differ, and what is done if they do. */
export const geometrySettings = {
  geometryTolerance: withDefault(
    orNull(
      number({
        description:
          "How far grids may differ: directions by this, origins and spacings by this times the spacing along x. null: 1e-6.",
        exclusiveMinimum: 0,
      }),
    ),
    null,
  ),
  correctMask: orDefault(
    boolean({ description: "Put a mask of another grid on the image's, by nearest neighbours." }),
    false,
  ),
} as const;

/** The settings that `maskOnImage` reads. */
export interface GeometryRules {
  readonly geometryTolerance: number | null;
  readonly correctMask: boolean;
}

/** ITK's tolerance where none is set. */
const usualTolerance = 1e-6;

/** A mask on the image's grid, and whether it was put there. */
export interface PlacedMask {
  readonly mask: Mask;
  readonly corrected: boolean;
  readonly notes: readonly Note[];
}

/**
 * The mask on the image's grid: as it is, or under `correctMask` resampled to it.
 *
 * @throws VoxomicsError `geometry-mismatch` for a mask of another grid without `correctMask`, or whose region
 *   lies partly outside the image
 */
export function maskOnImage(image: Grid, mask: Mask, rules: GeometryRules): PlacedMask {
  const differences = differencesOf(image, mask, rules.geometryTolerance ?? usualTolerance);
  if (differences.length === 0) {
    const { size, spacing, origin, direction } = image;
    return {
      mask: { ...mask, size, spacing, origin, direction },
      corrected: false,
      notes: [],
    };
  }
  const text = differences
    .map(
      ({ field, found, expected }) =>
        `${field} [${found.join(", ")}], image has [${expected.join(", ")}]`,
    )
    .join("; ");
  if (!rules.correctMask) {
    const isNear = differences.every(({ field }) => field !== "size");
    const near = isNear ? "a larger geometryTolerance takes both as one grid, " : "";
    throw new VoxomicsError(
      "geometry-mismatch",
      `mask is on another grid: ${text}; ${near}correctMask puts the mask on the image's grid`,
      { differences },
    );
  }
  regionInside(image, mask);
  const note = noteOf("mask-resampled", `correctMask put the mask on the image's grid: ${text}`, {
    differences,
  });
  return { mask: maskOn(image, mask), corrected: true, notes: [note] };
}

/** The fields in which the grid of a mask differs, as ITK compares them. */
function differencesOf(image: Grid, mask: Grid, tolerance: number): GridDifference[] {
  const inSpace = tolerance * image.spacing[0];
  const limits = { size: 0, spacing: inSpace, origin: inSpace, direction: tolerance } as const;
  return (["size", "spacing", "origin", "direction"] as const)
    .filter((field) =>
      mask[field].some((value, k) => Math.abs(value - image[field][k]) > limits[field]),
    )
    .map((field) => ({ field, found: mask[field], expected: image[field] }));
}
