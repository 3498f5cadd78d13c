import { snapPosition } from "../processing/interpolate.ts";
import { centredGrid } from "../processing/resample-grid.ts";
import { type Box, boxCorners, boxSize, wholeBox, widenBox } from "../volume/box.ts";
import { indexToWorld } from "../volume/geometry.ts";
import { matrixOfRows, perAxis } from "../volume/vec3.ts";
import type { Grid, Mat3, Vec3 } from "../volume/volume.ts";
import type { Angle } from "./angle.ts";
import type { QuarterTurns } from "./quarter-turns.ts";

/**
 * A grid that is shifted and rotated against another one, its source. Before the rotation, voxel k lies at
 * middle + step (k + offset), in the source's voxel indices. k may lie outside the grid's size.
 */
export interface MovedGrid {
  /** The image's grid, its axes already turned by right angles. */
  readonly source: Grid;
  /** The right angles by which the axes were turned. */
  readonly turns: QuarterTurns;
  /** Voxels along x, y, z before the shift. */
  readonly size: Vec3;
  /** Voxel spacing along x, y, z, in mm. */
  readonly spacing: Vec3;
  /** Centre of the source, in its voxel indices. */
  readonly middle: Vec3;
  /** Spacing in source voxels. */
  readonly step: Vec3;
  /** Shift in voxels of this grid, less the index of the grid's centre. */
  readonly offset: Vec3;
  /** The rotation in the slice plane about a point given in source voxels (x, y); null for none. */
  readonly turn: { readonly centre: readonly [number, number]; readonly angle: Angle } | null;
}

/**
 * A grid of another spacing, aligned to the source's centre (IBSI 3WE3), shifted along its own axes and
 * rotated in the slice plane.
 *
 * @param source the image's grid, its axes turned by the right angles of `angle`
 * @param spacing along x, y, z in mm; null keeps the source's
 * @param shift along x, y, z in voxels of the new grid
 * @param centre of the rotation: x and y in source voxels
 */
export function moveGrid(
  source: Grid,
  spacing: readonly (number | null)[],
  shift: Vec3,
  angle: Angle,
  centre: readonly [number, number],
): MovedGrid {
  const target = centredGrid(source, [spacing[0], spacing[1], spacing[2]]);
  return {
    source,
    turns: angle.turns,
    size: target.size,
    spacing: target.spacing,
    middle: perAxis((a) => (source.size[a] - 1) / 2),
    step: perAxis((a) => target.spacing[a] / source.spacing[a]),
    offset: perAxis((a) => shift[a] - (target.size[a] - 1) / 2),
    turn: angle.sine === 0 ? null : { centre, angle },
  };
}

/** Positions of voxels `from` … `to` (both included) along an axis before the rotation, in source voxels. */
export function axisPositions(
  { middle, step, offset }: MovedGrid,
  axis: number,
  from: number,
  to: number,
): Float64Array {
  return Float64Array.from({ length: to - from + 1 }, (_, k) =>
    snapPosition(middle[axis] + step[axis] * (from + k + offset[axis])),
  );
}

/** The position of voxel k, in source voxels; the indices of k may be fractions. */
export function toSource(moved: MovedGrid, k: Vec3): Vec3 {
  const { middle, step, offset } = moved;
  const x = middle[0] + step[0] * (k[0] + offset[0]);
  const y = middle[1] + step[1] * (k[1] + offset[1]);
  return [...turned(moved, x, y, 1), middle[2] + step[2] * (k[2] + offset[2])];
}

/** The fractional voxel index at a position given in source voxels. */
export function fromSource(moved: MovedGrid, [x, y, z]: Vec3): Vec3 {
  const { middle, step, offset } = moved;
  const [u, v] = turned(moved, x, y, -1);
  return [
    (u - middle[0]) / step[0] - offset[0],
    (v - middle[1]) / step[1] - offset[1],
    (z - middle[2]) / step[2] - offset[2],
  ];
}

/** A position in the slice plane rotated forth (1) or back (-1), in mm: voxels need not be square. */
function turned(
  { turn, source: { spacing } }: MovedGrid,
  x: number,
  y: number,
  sense: 1 | -1,
): readonly [number, number] {
  if (turn === null) return [x, y];
  const {
    centre: [cx, cy],
    angle: { cosine, sine },
  } = turn;
  const right = (x - cx) * spacing[0];
  const down = (y - cy) * spacing[1];
  return [
    cx + (cosine * right - sense * sine * down) / spacing[0],
    cy + (sense * sine * right + cosine * down) / spacing[1],
  ];
}

/**
 * The box of moved voxels that encloses a box of the source with `reach` source voxels more on every
 * side.
 */
export function boxInMoved(moved: MovedGrid, box: Box, reach: number): Box {
  const wider = widenBox(box, [reach, reach, reach]);
  return boxAround(boxCorners(wider).map((corner) => fromSource(moved, corner)));
}

/** The box of source voxels that encloses a box of the moved grid, with `reach` more on every side. */
export function boxInSource(moved: MovedGrid, box: Box, reach: number): Box {
  const around = boxAround(boxCorners(box).map((corner) => toSource(moved, corner)));
  return widenBox(around, [reach, reach, reach]);
}

/**
 * The box of all moved voxels whose centres lie in the source, which ends at the edges of its outer
 * voxels.
 */
export function fieldInMoved(moved: MovedGrid): Box {
  const edges = widenBox(wholeBox(moved.source), [0.5, 0.5, 0.5]);
  const places = boxCorners(edges).map((corner) => fromSource(moved, corner));
  const low = (a: number) => Math.ceil(Math.min(...places.map((p) => p[a])) - 1e-9);
  const high = (a: number) => Math.floor(Math.max(...places.map((p) => p[a])) + 1e-9);
  return { min: perAxis(low), max: perAxis(high) };
}

/** Whether the centre of moved voxel k lies in the source, which ends at the edges of its outer voxels. */
export function inField(moved: MovedGrid, k: Vec3): boolean {
  const { size } = moved.source;
  return toSource(moved, k).every((p, a) => p > -0.5 - 1e-9 && p < size[a] - 0.5 + 1e-9);
}

/** The box of whole voxels around positions; a position within 1e-9 of a voxel counts as on it. */
function boxAround(places: readonly Vec3[]): Box {
  const low = (a: number) => Math.floor(Math.min(...places.map((p) => p[a])) + 1e-9);
  const high = (a: number) => Math.ceil(Math.max(...places.map((p) => p[a])) - 1e-9);
  return { min: perAxis(low), max: perAxis(high) };
}

/** A box of the moved grid as a grid in the world. */
export function gridOfBox(moved: MovedGrid, box: Box): Grid {
  const { source, spacing, turn } = moved;
  return {
    size: boxSize(box),
    spacing,
    origin: indexToWorld(source, toSource(moved, box.min)),
    direction: turn === null ? source.direction : turnedDirection(source.direction, turn.angle),
  };
}

function turnedDirection(d: Mat3, { cosine, sine }: Angle): Mat3 {
  const row = (r: number): Vec3 => [
    cosine * d[r] + sine * d[r + 1],
    cosine * d[r + 1] - sine * d[r],
    d[r + 2],
  ];
  return matrixOfRows([row(0), row(3), row(6)]);
}
