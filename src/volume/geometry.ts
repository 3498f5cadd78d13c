import { VoxomicsError } from "../messages/errors.ts";
import { checkSameFrame } from "./same-frame.ts";
import type { Grid, Identity, Vec3 } from "./volume.ts";

/** World position (LPS, mm) of a voxel index; indices may be fractional. */
export function indexToWorld(grid: Grid, index: Vec3): Vec3 {
  const { spacing, origin, direction: d } = grid;
  const x = index[0] * spacing[0];
  const y = index[1] * spacing[1];
  const z = index[2] * spacing[2];
  return [
    origin[0] + d[0] * x + d[1] * y + d[2] * z,
    origin[1] + d[3] * x + d[4] * y + d[5] * z,
    origin[2] + d[6] * x + d[7] * y + d[8] * z,
  ];
}

/** Fractional voxel index of a world position (LPS, mm). The direction is taken as orthonormal. */
export function worldToIndex(grid: Grid, world: Vec3): Vec3 {
  const { spacing, origin, direction: d } = grid;
  const x = world[0] - origin[0];
  const y = world[1] - origin[1];
  const z = world[2] - origin[2];
  return [
    (d[0] * x + d[3] * y + d[6] * z) / spacing[0],
    (d[1] * x + d[4] * y + d[7] * z) / spacing[1],
    (d[2] * x + d[5] * y + d[8] * z) / spacing[2],
  ];
}

/** How far two grids may differ in each field: see `gridTolerance` for the units. */
export interface GridTolerance {
  readonly spacing: number;
  readonly origin: number;
  readonly direction: number;
}

/**
 * How far two grids may differ and still count as one: spacing relative to the larger of both,
 * origin in parts of the smallest voxel spacing, direction by component. Headers that went
 * through 32-bit floats or decimal strings stay within it.
 */
export const gridTolerance: GridTolerance = { spacing: 1e-4, origin: 1e-2, direction: 1e-4 };

/** A field in which two grids differ. */
export interface GridDifference {
  readonly field: "size" | "spacing" | "origin" | "direction";
  readonly found: readonly number[];
  readonly expected: readonly number[];
}

/** The fields in which `found` differs from `expected` by more than the tolerance; none if one grid. */
export function compareGrids(
  found: Grid,
  expected: Grid,
  tolerance = gridTolerance,
): GridDifference[] {
  const smallest = Math.min(...expected.spacing);
  const far = {
    size: (a: number, b: number) => a !== b,
    spacing: (a: number, b: number) => Math.abs(a - b) > tolerance.spacing * Math.max(a, b),
    origin: (a: number, b: number) => Math.abs(a - b) > tolerance.origin * smallest,
    direction: (a: number, b: number) => Math.abs(a - b) > tolerance.direction,
  };
  return (["size", "spacing", "origin", "direction"] as const)
    .filter((field) => found[field].some((value, n) => far[field](value, expected[field][n])))
    .map((field) => ({ field, found: found[field], expected: expected[field] }));
}

/**
 * Whether two grids have their voxels in common, so far as both reach: their spacings and directions
 * are the same, and their origins whole voxels apart.
 */
export function shareVoxels(a: Grid, b: Grid): boolean {
  const there = { ...a, size: b.size, origin: b.origin };
  if (compareGrids(there, b).length > 0) return false;
  const offset = worldToIndex(b, a.origin);
  const smallest = Math.min(...b.spacing);
  return offset.every((value, axis) => {
    const off = Math.abs(value - Math.round(value)) * b.spacing[axis];
    return off <= gridTolerance.origin * smallest;
  });
}

/**
 * Throws when the mask does not lie on the image's grid, or in another frame of reference where both
 * name theirs.
 *
 * @throws VoxomicsError `geometry-mismatch`, naming the UIDs or numbers that differ.
 */
export function checkSameGrid(image: Grid & Identity, mask: Grid & Identity): void {
  checkSameFrame(image, mask);
  const differences = compareGrids(mask, image);
  if (differences.length === 0) return;
  const text = differences.map(
    ({ field, found, expected }) =>
      `${field} [${found.join(", ")}], image has [${expected.join(", ")}]`,
  );
  throw new VoxomicsError("geometry-mismatch", `mask is on another grid: ${text.join("; ")}`, {
    differences,
  });
}
