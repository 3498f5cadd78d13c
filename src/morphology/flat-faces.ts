import { norm } from "./marching-cubes.ts";
import type { Polyhedron } from "./polyhedron.ts";
import { triangleNormals } from "./triangle-normals.ts";

/** The flat faces of a polyhedron, each made of one or more triangles. */
export interface FlatFaces {
  /** Normal of every face, with the face's area as length: x, y, z of one face after another. */
  readonly normals: Float64Array;
  /** mm² */
  readonly areas: Float64Array;
  /**
   * Four entries for each edge between two faces: the first face, the second face, and the start and
   * end vertex of the edge when going round the first face counter-clockwise.
   */
  readonly edges: Int32Array;
}

/** Triangles are in one plane if the cosine between their normals is above 1 - COPLANAR. */
const COPLANAR = 1e-12;

/** The faces of a polyhedron, with the triangles of one plane joined. */
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

/** Every triangle of a polyhedron as a face of its own; no edges are listed. */
export function separateFaces({ vertices, faces }: Polyhedron): FlatFaces {
  const normals = triangleNormals(vertices, faces);
  for (let k = 0; k < normals.length; k++) normals[k] /= 2;
  return { normals, areas: lengths(normals), edges: new Int32Array(0) };
}

/** For every triangle the number of its plane, from 0. */
function numberPlanes(normals: Float64Array, areas: Float64Array, across: Int32Array): Int32Array {
  const parent = new Int32Array(areas.length);
  for (let f = 0; f < parent.length; f++) parent[f] = f;
  for (let e = 0; e < across.length; e++) {
    const f = Math.floor(e / 3);
    const g = across[e];
    if (g > f) continue; // this pair of triangles is compared when f is the larger number
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

/** Lengths of vectors: x, y, z of one after another. */
function lengths(vectors: Float64Array): Float64Array {
  const found = new Float64Array(vectors.length / 3);
  for (let n = 0; n < found.length; n++) {
    found[n] = norm(vectors[3 * n], vectors[3 * n + 1], vectors[3 * n + 2]);
  }
  return found;
}

/** The edges between triangles of different planes. */
function edgesBetween(faces: Int32Array, across: Int32Array, plane: Int32Array): Int32Array {
  const edges = new Int32Array(2 * across.length); // 4 entries for each edge, and each edge is in `across` twice
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
