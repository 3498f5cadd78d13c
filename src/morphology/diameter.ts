import { inWorkspace, type Workspace } from "../base/workspace.ts";
import { mapVec3 } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";
import { hullPoints } from "./hull-points.ts";
import type { PaddedMask } from "./padded-mask.ts";

/** With more pairs of far vertices than this for each end of a row, it takes less time to find the hull. */
const MOST_PAIRS = 250;

/** Rounding errors of distances are smaller than this part of them. */
const ROUNDING = 1e-9;

/**
 * The largest distance between two vertices of a mask's mesh, in mm (IBSI L0JK).
 *
 * @param spacing in mm along x, y, z
 * @param points gives the mask's `hullPoints`: asked for where too many vertices are far out, as in a cone
 */
export function diameterOfMesh(
  mask: PaddedMask,
  spacing: Vec3,
  points: () => ArrayLike<number> = () => hullPoints(mask),
): number {
  const half = mapVec3(spacing, (length) => length / 2);
  const far = inWorkspace((workspace) => farVertices(mask, half, workspace));
  return measureDiameter(inMm(far ?? points(), half));
}

/** Points in mm, from points in doubled voxel indices. */
function inMm(points: ArrayLike<number>, half: Vec3): Float64Array {
  const found = new Float64Array(points.length);
  for (let k = 0; k < found.length; k++) found[k] = half[k % 3] * points[k];
  return found;
}

/** Largest distance between two points, each x, y, z. */
export function measureDiameter(points: Float64Array): number {
  let largest = 0;
  for (let a = 0; a < points.length; a += 3) {
    const x = points[a];
    const y = points[a + 1];
    const z = points[a + 2];
    for (let b = a + 3; b < points.length; b += 3) {
      const dx = points[b] - x;
      const dy = points[b + 1] - y;
      const dz = points[b + 2] - z;
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared > largest) largest = squared;
    }
  }
  return Math.sqrt(largest);
}

/**
 * Vertices of a mask's mesh, in doubled voxel indices: x, y, z of one after another. All that lie the diameter
 * apart are among them. null if there are too many.
 *
 * Two voxels a and b that lie far apart give a length that the diameter has at least. No two vertices are farther
 * apart than both together are from the point half-way between a and b. So a vertex is taken only if its
 * distance from that point and the largest such distance add up to the length.
 *
 * @param half mm of one unit of doubled voxel indices
 */
function farVertices(
  mask: PaddedMask,
  half: Vec3,
  { integers, floats }: Workspace,
): number[] | null {
  const [, ny, nz] = mask.size;
  // the outermost vertices lie around the ends of rows
  const room = integers(6 * ny * nz);
  const ends = room.subarray(0, listRowEnds(mask, room));
  const distances = floats(ends.length / 3);
  const a = pointAt(ends, measureFrom(middleOf(mask), ends, half, distances));
  const b = pointAt(ends, measureFrom(a, ends, half, distances));
  const length = (1 - ROUNDING) * measureDiameter(inMm([a, b].flatMap(verticesAround), half));
  const middle = mapVec3(a, (x, axis) => (x + b[axis]) / 2);
  const largest = distances[measureFrom(middle, ends, half, distances)];

  const least = length - largest - 2 * Math.max(...half); // vertices lie up to half a voxel further out
  const vertices: number[] = [];
  for (let n = 0; n < distances.length; n++) {
    if (distances[n] >= least) vertices.push(...verticesAround(pointAt(ends, n)));
  }
  const ofVertices = floats(vertices.length / 3);
  const farthest = ofVertices[measureFrom(middle, vertices, half, ofVertices)];
  const far = vertices.filter((_, k) => ofVertices[Math.floor(k / 3)] >= length - farthest);
  const pairs = (far.length / 3) ** 2 / 2;
  return pairs > MOST_PAIRS * distances.length ? null : far;
}

/** The six vertices half a voxel along an axis from a voxel. */
function verticesAround([x, y, z]: Vec3): number[] {
  return [
    [x - 1, y, z],
    [x + 1, y, z],
    [x, y - 1, z],
    [x, y + 1, z],
    [x, y, z - 1],
    [x, y, z + 1],
  ].flat();
}

function middleOf({ size }: PaddedMask): Vec3 {
  return mapVec3(size, (voxels) => voxels - 1);
}

function pointAt(points: ArrayLike<number>, n: number): Vec3 {
  return [points[3 * n], points[3 * n + 1], points[3 * n + 2]];
}

/** Writes to `distances` how far each point is from a position, in mm, and gives the number of the farthest one. */
function measureFrom(
  [x, y, z]: Vec3,
  points: ArrayLike<number>,
  [hx, hy, hz]: Vec3,
  distances: Float64Array,
): number {
  let farthest = 0;
  for (let n = 0; n < distances.length; n++) {
    const dx = hx * (points[3 * n] - x);
    const dy = hy * (points[3 * n + 1] - y);
    const dz = hz * (points[3 * n + 2] - z);
    distances[n] = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (distances[n] > distances[farthest]) farthest = n;
  }
  return farthest;
}

/**
 * Lists the first and the last voxel of each row, in doubled voxel indices: x, y, z of one after another. Gives
 * the length of the list.
 */
function listRowEnds({ data, size: [nx, ny, nz] }: PaddedMask, ends: Int32Array): number {
  const words = new Int32Array(data.buffer); // four voxels of a row, the lowest byte first
  const perRow = nx >> 2;
  let length = 0;
  for (let row = 0; row < ny * nz; row++) {
    const start = row * perRow;
    let first = start;
    let last = start + perRow - 1;
    while (first <= last && words[first] === 0) first++;
    if (first > last) continue;
    while (words[last] === 0) last--;
    const left = 4 * (first - start) + ((31 - Math.clz32(words[first] & -words[first])) >> 3);
    const right = 4 * (last - start) + ((31 - Math.clz32(words[last])) >> 3);
    const y = 2 * (row % ny);
    const z = 2 * Math.floor(row / ny);
    for (let x = 2 * left; x <= 2 * right; x += Math.max(1, 2 * (right - left))) {
      ends[length++] = x;
      ends[length++] = y;
      ends[length++] = z;
    }
  }
  return length;
}
