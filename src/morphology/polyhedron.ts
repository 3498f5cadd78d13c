import type { Vec3 } from "../volume/volume.ts";
import { convexHull } from "./convex-hull.ts";
import { hullPoints } from "./hull-points.ts";
import { norm } from "./marching-cubes.ts";
import type { PaddedMask } from "./padded-mask.ts";
import { triangleNormals } from "./triangle-normals.ts";

/** A convex solid with triangular faces. */
export interface Polyhedron {
  /** x, y, z of one vertex after another, in mm. */
  readonly vertices: Float64Array;
  /** Three vertex numbers for each face, counter-clockwise as seen from outside. */
  readonly faces: Int32Array;
  /** For every corner of a face, the face across the edge from this corner to the next. */
  readonly across: Int32Array;
  /** mm³ */
  readonly volume: number;
  /** mm² */
  readonly area: number;
}

/**
 * The convex hull of a mask's mesh, with positions in mm from the centre of the grid's first voxel.
 *
 * @param spacing in mm along x, y, z
 * @param points of the mask, as `hullPoints` gives them
 */
export function hullOfMesh(mask: PaddedMask, spacing: Vec3, points = hullPoints(mask)): Polyhedron {
  const [x, y, z] = spacing;
  return hullOfPoints(points, [x / 2, y / 2, z / 2]); // mm of one unit of doubled voxel indices
}

/**
 * The convex hull of integer points, in mm. It has no face if the points lie in a plane.
 *
 * @param points x, y, z of one point after another, as for `convexHull`
 * @param scale mm of one unit along x, y, z
 */
export function hullOfPoints(points: ArrayLike<number>, scale: Vec3): Polyhedron {
  const { corners, across } = convexHull(points);
  const number = new Int32Array(points.length / 3).fill(-1);
  let count = 0;
  const faces = corners.map((p) => {
    if (number[p] < 0) number[p] = count++;
    return number[p];
  });
  const vertices = new Float64Array(3 * count);
  for (let p = 0; p < number.length; p++) {
    if (number[p] < 0) continue;
    for (let a = 0; a < 3; a++) vertices[3 * number[p] + a] = scale[a] * points[3 * p + a];
  }
  return { vertices, faces, across, ...measureFaces(vertices, faces) };
}

/** Position of vertex n, in mm. */
export function vertexAt(vertices: Float64Array, n: number): Vec3 {
  return [vertices[3 * n], vertices[3 * n + 1], vertices[3 * n + 2]];
}

/** Volume (mm³) and area (mm²), from tetrahedra between the faces and the first vertex. */
function measureFaces(vertices: Float64Array, faces: Int32Array): { volume: number; area: number } {
  const normals = triangleNormals(vertices, faces);
  let volume = 0;
  let area = 0;
  for (let k = 0; k < faces.length; k += 3) {
    const v = 3 * faces[k];
    const [x, y, z] = [normals[k], normals[k + 1], normals[k + 2]];
    area += norm(x, y, z) / 2;
    volume +=
      (x * (vertices[v] - vertices[0]) +
        y * (vertices[v + 1] - vertices[1]) +
        z * (vertices[v + 2] - vertices[2])) /
      6;
  }
  return { volume, area };
}
