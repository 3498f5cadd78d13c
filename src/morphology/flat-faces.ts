import { norm } from "./marching-cubes.ts";
import type { Polyhedron } from "./polyhedron.ts";
import { triangleNormals } from "./triangle-normals.ts";

/** The faces of a polyhedron, triangles in one plane taken together. */
export interface FlatFaces {
  /** Normal of every face, its area long: x, y, z of one after another. */
  readonly normals: Float64Array;
  readonly areas: Float64Array;
  /** Between two faces: a face, the face across, and start and end as the first face has them. */
  readonly edges: Int32Array;
}

/** Faces are in one plane if the cosine between their normals differs from 1 by less. */
const COPLANAR = 1e-12;

export function flatFaces({ vertices, faces, across }: Polyhedron): FlatFaces {
  const normals = triangleNormals(vertices, faces);
  for (let k = 0; k < normals.length; k++) normals[k] /= 2;
  const areas = lengths(normals);
  const plane = numberPlanes(normals, areas, across);
  const count = 1 + plane.reduce((most, number) => Math.max(most, number), -1);
  const sums = new Float64Array(3 * count);
  for (let f = 0; f < plane.length; f++) {
    for (let a = 0; a < 3; a++) sums[3 * plane[f] + a] += normals[3 * f + a];
  }
  return { normals: sums, areas: lengths(sums), edges: edgesBetween(faces, across, plane) };
}

/** The triangles of a polyhedron as faces of their own, without edges. */
export function separateFaces({ vertices, faces }: Polyhedron): FlatFaces {
  const normals = triangleNormals(vertices, faces);
  for (let k = 0; k < normals.length; k++) normals[k] /= 2;
  return { normals, areas: lengths(normals), edges: new Int32Array(0) };
}

/** For every triangle the number of its plane; triangles in one plane have the same. */
function numberPlanes(normals: Float64Array, areas: Float64Array, across: Int32Array): Int32Array {
  const parent = new Int32Array(areas.length);
  for (let f = 0; f < parent.length; f++) parent[f] = f;
  for (let e = 0; e < across.length; e++) {
    const f = Math.floor(e / 3);
    const g = across[e];
    if (g > f) continue; // its turn comes from the other side
    const dot =
      normals[3 * f] * normals[3 * g] +
      normals[3 * f + 1] * normals[3 * g + 1] +
      normals[3 * f + 2] * normals[3 * g + 2];
    if (dot > (1 - COPLANAR) * areas[f] * areas[g]) parent[rootOf(parent, g)] = rootOf(parent, f);
  }
  const plane = new Int32Array(parent.length);
  const numbers = new Int32Array(parent.length).fill(-1);
  let count = 0;
  for (let f = 0; f < parent.length; f++) {
    const root = rootOf(parent, f);
    if (numbers[root] < 0) numbers[root] = count++;
    plane[f] = numbers[root];
  }
  return plane;
}

function rootOf(parent: Int32Array, f: number): number {
  while (parent[f] !== f) f = parent[f];
  return f;
}

/** Lengths of vectors that follow each other. */
function lengths(vectors: Float64Array): Float64Array {
  const found = new Float64Array(vectors.length / 3);
  for (let n = 0; n < found.length; n++) {
    found[n] = norm(vectors[3 * n], vectors[3 * n + 1], vectors[3 * n + 2]);
  }
  return found;
}

/** The edges between triangles of different planes. */
function edgesBetween(faces: Int32Array, across: Int32Array, plane: Int32Array): Int32Array {
  const edges = new Int32Array(2 * across.length); // each has two triangles
  let n = 0;
  for (let e = 0; e < across.length; e++) {
    const f = Math.floor(e / 3);
    const g = across[e];
    if (g > f || plane[f] === plane[g]) continue;
    edges[n++] = plane[f];
    edges[n++] = plane[g];
    edges[n++] = faces[e];
    edges[n++] = faces[e % 3 === 2 ? e - 2 : e + 1];
  }
  return edges.slice(0, n);
}
