import type { Vec3 } from "../volume/volume.ts";
import { convexHull } from "./convex-hull.ts";
import type { PaddedMask } from "./padded-mask.ts";
import { triangleNormals } from "./triangle-normals.ts";

/**
 * The mesh of a single voxel: an octahedron, whose vertices lie half a voxel from the voxel's
 * centre.
 */
const octahedron: readonly Vec3[] = [
  [-1, 0, 0],
  [1, 0, 0],
  [0, -1, 0],
  [0, 1, 0],
  [0, 0, -1],
  [0, 0, 1],
];

/**
 * Points with the same convex hull as a mask's marching cubes mesh: x, y, z of one point after
 * another, in doubled voxel indices, so that all are integers.
 *
 * The outermost vertices of the mesh lie half a voxel along an axis from a voxel centre. A vertex
 * that is a corner of the mesh's hull belongs to a voxel whose centre is a corner of the hull of all
 * centres: only the vertices around such centres are considered.
 */
export function hullPoints(mask: PaddedMask): number[] {
  const centres: number[] = [];
  for (let z = 0; z < mask.size[2]; z++) {
    for (const [x, y] of sliceCorners(mask, z)) centres.push(2 * x, 2 * y, 2 * z);
  }
  const outermost = outermostVertices(centres, convexHull(centres).corners);
  const points: number[] = [];
  for (let k = 0; k < outermost.length; k++) {
    octahedron.forEach(([x, y, z], d) => {
      if (((outermost[k] >> (4 * d)) & 15) !== 15) return;
      points.push(centres[3 * k] + x, centres[3 * k + 1] + y, centres[3 * k + 2] + z);
    });
  }
  return points;
}

/**
 * For every centre, which of the six octahedron vertices around it can be corners of the mesh's hull:
 * vertex d can if the bits 4 d to 4 d + 3 are all set.
 *
 * A corner of the hull is the farthest point in some direction. In this direction the vertex reaches
 * farther than the four vertices at right angles to it, and its centre reaches farther than all other
 * centres. The directions in which a centre reaches farthest lie between the normals of the hull's
 * triangles at this centre. So for each of the four other vertices there must be one of these normals
 * along which the vertex reaches farther: one bit for each of the four.
 */
function outermostVertices(centres: readonly number[], triangles: Int32Array): Int32Array {
  const count = centres.length / 3;
  if (triangles.length === 0) return new Int32Array(count).fill(-1); // all centres in a plane: no vertex is ruled out
  const beaten = new Int32Array(count);
  const normals = triangleNormals(centres, triangles);
  for (let t = 0; t < triangles.length; t += 3) {
    const bits = verticesBeaten(normals, t);
    for (let k = t; k < t + 3; k++) beaten[triangles[k]] |= bits;
  }
  return beaten;
}

/**
 * Four bits for every vertex of the octahedron: bit k is set if the vertex reaches farther than the
 * k-th of the four at right angles to it, along the normal in entries `at` to `at` + 2.
 */
function verticesBeaten(normals: Float64Array, at: number): number {
  let bits = 0;
  for (let d = 0; d < 6; d++) {
    const axis = d >> 1;
    const height = d & 1 ? normals[at + axis] : -normals[at + axis];
    const second = normals[at + ((axis + 1) % 3)];
    const third = normals[at + ((axis + 2) % 3)];
    if (height > second) bits |= 1 << (4 * d);
    if (height > -second) bits |= 2 << (4 * d);
    if (height > third) bits |= 4 << (4 * d);
    if (height > -third) bits |= 8 << (4 * d);
  }
  return bits;
}

type Pixel = readonly [x: number, y: number];

/** Corners of the convex hull of the voxels in a slice. */
function sliceCorners({ data, size: [nx, ny] }: PaddedMask, z: number): Pixel[] {
  const left: Pixel[] = [];
  const right: Pixel[] = [];
  for (let y = 0; y < ny; y++) {
    const row = nx * (y + ny * z);
    let first = 0;
    while (first < nx && data[row + first] === 0) first++;
    if (first === nx) continue;
    let last = nx - 1;
    while (data[row + last] === 0) last--;
    extend(left, [first, y], 1);
    extend(right, [last, y], -1);
  }
  return left.concat(right);
}

/** Appends a point to a convex chain, and drops the points that are then no longer on the hull. */
function extend(chain: Pixel[], [x, y]: Pixel, side: 1 | -1): void {
  for (let n = chain.length; n >= 2; n--) {
    const [ax, ay] = chain[n - 2];
    const [bx, by] = chain[n - 1];
    if (side * ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) < 0) break;
    chain.pop();
  }
  chain.push([x, y]);
}
