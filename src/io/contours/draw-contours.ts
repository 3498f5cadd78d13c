import { VoxomicsError } from "../../messages/errors.ts";
import type { Mask } from "../../volume/mask.ts";
import { countGridVoxels, type Grid, gridOf } from "../../volume/volume.ts";
import { assignPlanes } from "./assign-planes.ts";
import {
  type Contour,
  type ContourStack,
  type LatticeContour,
  short,
  stackContours,
} from "./contour-planes.ts";
import { ringsCross } from "./crossing-rings.ts";
import { countCrossings, drawRings, type Ring, type Sheet, unitsPerVoxel } from "./even-odd.ts";
import { distinctOutlines } from "./same-outline.ts";

/** How contours became voxels. */
export interface ContourDrawing {
  /** Number of contours that were drawn; those that repeat the outline of another count once. */
  readonly contours: number;
  /** Contours left out because they repeat the outline of another of their plane. */
  readonly repeated: number;
  /** Contours that reach past the first or last voxel of their planes. */
  readonly clipped: number;
  /** Number of planes that contours lie in. */
  readonly contourPlanes: number;
  /** Smallest distance between two contour planes, in mm; null for a single plane. */
  readonly contourSpacing: number | null;
  /** Contour planes drawn in no image plane: outside the image, or each image plane has a nearer one. */
  readonly unusedPlanes: number;
  /** Unused contour planes that lie before the first or after the last image plane. */
  readonly outsidePlanes: number;
  /** The axis of the grid that is normal to the contours: 0, 1 or 2. */
  readonly axis: number;
  /** Image planes in which contours were drawn. */
  readonly imagePlanes: number;
  /** Image planes between contour planes that have no contour and stay empty. */
  readonly gaps: number;
  /** Image planes whose contours cross each other: what two of them share counts as outside. */
  readonly crossing: PlanesFound;
  /** Image planes that have contours and yet no voxel. */
  readonly blank: PlanesFound;
  /** Largest distance between an image plane and the contour plane drawn in it, in mm. */
  readonly offPlane: number;
  /** Voxels of the mask that are 1. */
  readonly voxels: number;
}

/** Image planes that something was found in. */
export interface PlanesFound {
  readonly count: number;
  /** Index of the first, from 0 along the axis that is normal to the contours; null if there are none. */
  readonly first: number | null;
}

export interface DrawOptions {
  /** Names the region in messages. */
  readonly what: string;
  /**
   * How thick a slab each contour stands for, in mm; at least one image plane. Default: one image plane,
   * and contours that are coarser than the image are refused.
   */
  readonly slabThickness?: number | undefined;
}

/**
 * The voxels whose centres lie inside contours, by the even-odd rule over all contours of a plane:
 * a contour within another is a hole.
 *
 * Contour planes must be parallel to one plane of the grid, any of the three. Each image plane
 * takes the nearest contour plane within half its spacing, or half of `slabThickness`; nothing is
 * interpolated between contours. What reaches past the grid is cut off. A voxel centre on an edge belongs
 * to the region on its left, then back, then head side, in whatever order the grid is stored. Points are
 * rounded to a millionth of a voxel (2^-20).
 *
 * @throws VoxomicsError `geometry-mismatch` for contours that do not fit the grid's planes,
 *   `empty-mask` if no voxel centre lies inside, `too-large` if drawing would take too long.
 */
export function drawContours(
  contours: readonly Contour[],
  grid: Grid,
  { what, slabThickness }: DrawOptions,
): { mask: Mask; drawing: ContourDrawing } {
  const stack = stackContours(contours, grid, what);
  const { normal, planes } = stack;
  const { spacing } = normal;
  const slab = slabThickness === undefined ? undefined : slabThickness / spacing;
  const assignment = assignPlanes(stack, slab, what);
  const rings = planes.map(({ contours: own }) =>
    distinctOutlines(
      own.map((contour) => ringOf(contour, stack)),
      stack.inPlane,
    ),
  );
  checkCrossings(rings, assignment.planes, stack, what);

  const data = new Uint8Array(countGridVoxels(grid));
  let voxels = 0;
  const blank: number[] = [];
  for (const [k, plane] of assignment.planes.entries()) {
    if (plane < 0) continue;
    const drawnHere = drawRings(data, sheetAt(stack, k), rings[plane]);
    if (drawnHere === 0) blank.push(k);
    voxels += drawnHere;
  }
  if (voxels === 0) throw nothingInside(stack, grid, what);

  const count = (lists: readonly (readonly unknown[])[]) =>
    lists.reduce((sum, { length }) => sum + length, 0);
  const drawn = count(rings);
  const used = assignment.planes.filter((plane) => plane >= 0);
  const taken = new Set(used);
  const isOutside = (position: number) => position < 0 || position > normal.count - 1;
  return {
    mask: { ...gridOf(grid), data },
    drawing: {
      contours: drawn,
      repeated: contours.length - drawn,
      clipped: rings.flat().filter((ring) => isClipped(ring, stack)).length,
      contourPlanes: planes.length,
      contourSpacing: assignment.pitch === null ? null : assignment.pitch * spacing,
      unusedPlanes: planes.length - taken.size,
      outsidePlanes: planes.filter(({ position }, n) => !taken.has(n) && isOutside(position))
        .length,
      axis: normal.axis,
      imagePlanes: used.length,
      gaps: assignment.gaps,
      crossing: planesFound(crossingPlanes(rings, assignment.planes), stack),
      blank: planesFound(blank, stack),
      offPlane: assignment.offPlane * spacing,
      voxels,
    },
  };
}

function sheetAt({ normal, inPlane: [columns, rows] }: ContourStack, k: number): Sheet {
  return {
    start: columns.start + rows.start + normal.start + k * normal.step,
    columns: columns.count,
    rows: rows.count,
    columnStep: columns.step,
    rowStep: rows.step,
  };
}

/** The image planes, along the normal, that take a contour plane whose contours cross. */
function crossingPlanes(rings: readonly (readonly Ring[])[], planes: Int32Array): number[] {
  const crossing = rings.map(ringsCross);
  return [...planes.keys()].filter((k) => planes[k] >= 0 && crossing[planes[k]]);
}

/** Image planes, given by their numbers along the normal, as they are counted along the grid's axis. */
function planesFound(along: readonly number[], { normal }: ContourStack): PlanesFound {
  const indices = along.map((k) => (normal.reversed ? normal.count - 1 - k : k));
  return { count: along.length, first: indices.length === 0 ? null : Math.min(...indices) };
}

function ringOf(contour: LatticeContour, { inPlane: [columns, rows] }: ContourStack): Ring {
  const along = contour[columns.axis];
  const across = contour[rows.axis];
  const ring = new Float64Array(2 * along.length);
  for (let n = 0; n < along.length; n++) {
    ring[2 * n] = Math.round(along[n] * unitsPerVoxel);
    ring[2 * n + 1] = Math.round(across[n] * unitsPerVoxel);
  }
  return ring;
}

function isClipped(ring: Ring, { inPlane }: ContourStack): boolean {
  const half = unitsPerVoxel / 2;
  return ring.some(
    (value, n) => value < -half || value > inPlane[n % 2].count * unitsPerVoxel - half,
  );
}

/** Most crossings of edges and rows of voxels that are drawn, which takes about a second. */
const mostCrossings = 2 ** 25;

/** Refuses contours that would take too long: those of real regions have some million crossings. */
function checkCrossings(
  rings: readonly (readonly Ring[])[],
  planes: Int32Array,
  { inPlane }: ContourStack,
  what: string,
): void {
  const ofPlane = rings.map((inOne) =>
    inOne.reduce((sum, ring) => sum + countCrossings(ring, inPlane[1].count), 0),
  );
  const crossings = planes.reduce((sum, plane) => sum + (plane < 0 ? 0 : ofPlane[plane]), 0);
  if (crossings <= mostCrossings) return;
  throw new VoxomicsError(
    "too-large",
    `${what}: its contours cross rows of voxels ${crossings} times, expected at most ${mostCrossings}`,
    { found: crossings, expected: mostCrossings },
  );
}

function nothingInside(stack: ContourStack, { size }: Grid, what: string): VoxomicsError {
  const from: [number, number, number] = [Infinity, Infinity, Infinity];
  const to: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  const axes = [stack.normal, ...stack.inPlane];
  for (const { contours } of stack.planes) {
    for (const contour of contours) {
      for (const { axis, reversed, count } of axes) {
        for (const value of contour[axis]) {
          const index = reversed ? count - 1 - value : value;
          from[axis] = Math.min(from[axis], index);
          to[axis] = Math.max(to[axis], index);
        }
      }
    }
  }
  const box = from.map((low, a) => `${short(low)} to ${short(to[a])}`).join(", ");
  const voxels = size.map((n) => `0 to ${n - 1}`).join(", ");
  return new VoxomicsError(
    "empty-mask",
    `${what}: no voxel centre of the image lies inside its contours: they reach over voxels ` +
      `${box} (x, y, z), the image has ${voxels}`,
    { from, to, size },
  );
}
