import { type Ring, unitsPerVoxel } from "./even-odd.ts";

/** Outlines whose vertices are all nearer to each other than this, in mm, are the same. */
const sameVertex = 0.01;

/** Spacings of a plane's two axes, mm. */
export type Spacings = readonly [{ readonly spacing: number }, { readonly spacing: number }];

/**
 * Rings of a plane without those that repeat the outline of one before them, to within 0.01 mm.
 *
 * An outline is the same from whichever vertex it starts, in either direction, with or without the first
 * vertex again at the end, and with any number of vertices on its straight sides. Outlines are looked up by
 * their bounding boxes, so that the time grows linearly with the number of vertices.
 */
export function distinctOutlines(rings: readonly Ring[], [columns, rows]: Spacings): Ring[] {
  if (rings.length === 1) return [...rings];
  const tolerance = [columns, rows].map(({ spacing }) => (sameVertex / spacing) * unitsPerVoxel);
  const known = new Map<string, Outline[]>();
  return rings.filter((ring) => {
    // with all vertices, and with its corners alone: on a curve, rounding decides which vertices are corners
    const outlines = [ring, cornersOf(ring)].map((vertices) => {
      const outline = outlineOf(vertices, tolerance);
      return { outline, cells: cellsAround(outline, tolerance) };
    });
    const isKnown = outlines.some(({ outline, cells }) =>
      cells.some((cell) => known.get(cell)?.some((other) => isSame(outline, other, tolerance))),
    );
    if (isKnown) return false;
    for (const { outline, cells } of outlines) {
      const [own] = cells;
      const list = known.get(own);
      if (list === undefined) known.set(own, [outline]);
      else list.push(outline);
    }
    return true;
  });
}

/**
 * How far from a straight side a vertex may lie that counts as on it, in units; DICOM's decimals are
 * rounded.
 */
const straight = 64;

/** A ring without vertices that are stored twice in a row or lie on a straight side. */
function cornersOf(ring: Ring): Ring {
  let corners = Array.from({ length: ring.length / 2 }, (_, n) => [ring[2 * n], ring[2 * n + 1]]);
  const before = (n: number) => corners[(n + corners.length - 1) % corners.length];
  const after = (n: number) => corners[(n + 1) % corners.length];
  corners = corners.filter(([u, v], n) => u !== before(n)[0] || v !== before(n)[1]);
  corners = corners.filter((corner, n) => !isBetween(corner, before(n), after(n)));
  return Float64Array.from(corners.flat());
}

function isBetween([u, v]: number[], [au, av]: number[], [cu, cv]: number[]): boolean {
  const [du, dv] = [cu - au, cv - av];
  const length = Math.hypot(du, dv);
  const along = (u - au) * du + (v - av) * dv;
  const across = Math.abs((u - au) * dv - (v - av) * du);
  return across <= straight * length && along > 0 && along < length * length;
}

/** A ring, and what of it does not depend on the vertex that it starts with. */
interface Outline {
  readonly ring: Ring;
  /** Number of vertices, without a repetition of the first at the end. */
  readonly vertices: number;
  /** Least column and row, then greatest column and row, in units. */
  readonly box: readonly number[];
}

function outlineOf(ring: Ring, tolerance: readonly number[]): Outline {
  let vertices = ring.length / 2;
  while (vertices > 1 && isNear(ring, vertices - 1, ring, 0, tolerance)) vertices--;
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < 2 * vertices; n++) {
    box[n % 2] = Math.min(box[n % 2], ring[n]);
    box[2 + (n % 2)] = Math.max(box[2 + (n % 2)], ring[n]);
  }
  return { ring, vertices, box };
}

/**
 * Side of the cells that boxes are looked up by, in tolerances: large, so that few boxes lie near a
 * border.
 */
const cellSize = 64;

/**
 * Keys of the cell of an outline's box, which comes first, and of the cells that the same outline may
 * be in.
 */
function cellsAround({ vertices, box }: Outline, tolerance: readonly number[]): string[] {
  const choices = box.map((value, n) => {
    const cell = cellSize * tolerance[n % 2];
    const values = [value, value - tolerance[n % 2], value + tolerance[n % 2]];
    return [...new Set(values.map((one) => Math.floor(one / cell)))];
  });
  return choices.reduce(
    (keys, cells) => keys.flatMap((key) => cells.map((cell) => `${key} ${cell}`)),
    [String(vertices)],
  );
}

function isSame(a: Outline, b: Outline, tolerance: readonly number[]): boolean {
  if (a.box.some((value, n) => Math.abs(value - b.box[n]) > tolerance[n % 2])) return false;
  const { vertices } = a;
  for (let start = 0; start < vertices; start++) {
    if (!isNear(a.ring, 0, b.ring, start, tolerance)) continue;
    if (follows(a, b, start, 1, tolerance) || follows(a, b, start, -1, tolerance)) return true;
  }
  return false;
}

/** Whether the vertices of `b`, from vertex `start` on in one direction, are those of `a`. */
function follows(
  { ring, vertices }: Outline,
  b: Outline,
  start: number,
  step: 1 | -1,
  tolerance: readonly number[],
): boolean {
  for (let n = 1; n < vertices; n++) {
    const at = (start + step * n + vertices) % vertices;
    if (!isNear(ring, n, b.ring, at, tolerance)) return false;
  }
  return true;
}

function isNear(a: Ring, n: number, b: Ring, m: number, [column, row]: readonly number[]): boolean {
  return Math.abs(a[2 * n] - b[2 * m]) <= column && Math.abs(a[2 * n + 1] - b[2 * m + 1]) <= row;
}
