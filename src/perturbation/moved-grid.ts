import { snapPosition } from "../processing/interpolate.ts";
import { centredGrid } from "../processing/resample-grid.ts";
import { type Box, boxCorners, boxSize, wholeBox, widenBox } from "../volume/box.ts";
import { indexToWorld } from "../volume/geometry.ts";
import { matrixOfRows, perAxis } from "../volume/vec3.ts";
import type { Grid, Mat3, Vec3 } from "../volume/volume.ts";
import type { Angle } from "./angle.ts";
import type { QuarterTurns } from "./quarter-turns.ts";

/**
 * A grid that lies shifted and turned in another one, its source. Voxel k lies, before turning, at
 * middle + step (k + offset) in the source's voxel indices. k may lie outside the grid's size.
 */
export interface MovedGrid {
  /** The image's grid, its axes turned by right angles already. */
  readonly source: Grid;
  readonly turns: QuarterTurns;
  /** The grid, not turned and not shifted. */
  readonly size: Vec3;
  readonly spacing: Vec3;
  readonly middle: Vec3;
  readonly step: Vec3;
  readonly offset: Vec3;
  /** Turns about a point of the slice plane, in the source's voxel indices; null where it does not turn. */
  readonly turn: { readonly centre: readonly [number, number]; readonly angle: Angle } | null;
}

/**
 * The grid of another spacing, aligned to the source's centre (IBSI 3WE3), shifted by a part of its
 * own voxels along its own axes and turned in the slice plane about `centre`.
 *
 * @param source the image's grid, turned by the right angles of `angle`
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

/** The positions of voxels `from` … `to` of an axis, in the source's voxel indices, before turning. */
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

/** Where a voxel lies, in the source's voxel indices. */
export function toSource(moved: MovedGrid, k: Vec3): Vec3 {
  const { middle, step, offset } = moved;
  const x = middle[0] + step[0] * (k[0] + offset[0]);
  const y = middle[1] + step[1] * (k[1] + offset[1]);
  return [...turned(moved, x, y, 1), middle[2] + step[2] * (k[2] + offset[2])];
}

/** The voxel index, seldom whole, of a place in the source. */
export function fromSource(moved: MovedGrid, [x, y, z]: Vec3): Vec3 {
  const { middle, step, offset } = moved;
  const [u, v] = turned(moved, x, y, -1);
  return [
    (u - middle[0]) / step[0] - offset[0],
    (v - middle[1]) / step[1] - offset[1],
    (z - middle[2]) / step[2] - offset[2],
  ];
}

/** A place in the slice plane turned forth or back; angles are kept in mm, not in voxels. */
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

/** The box of voxels of the moved grid around a box of the source, and `reach` source voxels more. */
export function boxInMoved(moved: MovedGrid, box: Box, reach: number): Box {
  const wider = widenBox(box, [reach, reach, reach]);
  return boxAround(boxCorners(wider).map((corner) => fromSource(moved, corner)));
}

/** The box of source voxels around a box of the moved grid, and `reach` more. */
export function boxInSource(moved: MovedGrid, box: Box, reach: number): Box {
  const around = boxAround(boxCorners(box).map((corner) => toSource(moved, corner)));
  return widenBox(around, [reach, reach, reach]);
}

/** The box of all voxels of the moved grid whose centres lie in the source, up to its voxels' edges. */
export function fieldInMoved(moved: MovedGrid): Box {
  const edges = widenBox(wholeBox(moved.source), [0.5, 0.5, 0.5]);
  const places = boxCorners(edges).map((corner) => fromSource(moved, corner));
  const low = (a: number) => Math.ceil(Math.min(...places.map((p) => p[a])) - 1e-9);
  const high = (a: number) => Math.floor(Math.max(...places.map((p) => p[a])) + 1e-9);
  return { min: perAxis(low), max: perAxis(high) };
}

/** Whether a voxel's centre lies in the source, up to its voxels' edges. */
export function inField(moved: MovedGrid, k: Vec3): boolean {
  const { size } = moved.source;
  return toSource(moved, k).every((p, a) => p > -0.5 - 1e-9 && p < size[a] - 0.5 + 1e-9);
}

/** Whole voxels around places; those that miss a voxel by rounding alone lie on it. */
function boxAround(places: readonly Vec3[]): Box {
  const low = (a: number) => Math.floor(Math.min(...places.map((p) => p[a])) + 1e-9);
  const high = (a: number) => Math.ceil(Math.max(...places.map((p) => p[a])) - 1e-9);
  return { min: perAxis(low), max: perAxis(high) };
}

/** Where the box of a moved grid lies in the world. */
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
