import { doubledArea, norm } from "./marching-cubes.ts";
import { type Polyhedron, vertexAt } from "./polyhedron.ts";

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

export function flatFaces(polyhedron: Polyhedron): FlatFaces {
  const { normals, areas } = triangleNormals(polyhedron);
  const edges = edgesOf(polyhedron);
  const face = numberPlanes(normals, areas, edges);
  const faces = 1 + face.reduce((most, number) => Math.max(most, number), -1);
  const flat = { normals: new Float64Array(3 * faces), areas: new Float64Array(faces) };
  for (let f = 0; f < face.length; f++) {
    for (let a = 0; a < 3; a++) flat.normals[3 * face[f] + a] += normals[3 * f + a];
  }
  for (let n = 0; n < faces; n++) flat.areas[n] = lengthAt(flat.normals, n);

  const between = edges.map((value, k) => (k % 4 < 2 ? face[value] : value));
  return { ...flat, edges: between.filter((_, k) => between[k & ~3] !== between[(k & ~3) + 1]) };
}

/** For every triangle the number of its plane; triangles in one plane have the same. */
function numberPlanes(normals: Float64Array, areas: Float64Array, edges: Int32Array): Int32Array {
  const parent = new Int32Array(areas.length).map((_, f) => f);
  const root = (f: number): number => {
    while (parent[f] !== f) f = parent[f];
    return f;
  };
  for (let e = 0; e < edges.length; e += 4) {
    const [f, g] = [edges[e], edges[e + 1]];
    let dot = 0;
    for (let a = 0; a < 3; a++) dot += normals[3 * f + a] * normals[3 * g + a];
    if (dot > (1 - COPLANAR) * areas[f] * areas[g]) parent[root(g)] = root(f);
  }
  const numbers = new Int32Array(areas.length).fill(-1);
  let count = 0;
  for (let f = 0; f < parent.length; f++) {
    const r = root(f);
    if (numbers[r] < 0) numbers[r] = count++;
  }
  return parent.map((_, f) => numbers[root(f)]);
}

function triangleNormals({ vertices, faces }: Polyhedron) {
  const normals = new Float64Array(faces.length);
  const areas = new Float64Array(faces.length / 3);
  for (let f = 0; f < areas.length; f++) {
    const corner = (k: number) => vertexAt(vertices, faces[3 * f + k]);
    const n = doubledArea(corner(0), corner(1), corner(2));
    for (let axis = 0; axis < 3; axis++) normals[3 * f + axis] = n[axis] / 2;
    areas[f] = lengthAt(normals, f);
  }
  return { normals, areas };
}

/** Length of vector n of those that follow each other. */
function lengthAt(vectors: Float64Array, n: number): number {
  return norm(...vertexAt(vectors, n));
}

/** For every edge a triangle, the one across, and start and end as the first has them. */
function edgesOf({ vertices, faces }: Polyhedron): Int32Array {
  const corners = vertices.length / 3;
  const faceOfEdge = new Map<number, number>();
  const edges = new Int32Array(2 * faces.length); // each edge has two triangles
  let n = 0;
  for (let f = 0; 3 * f < faces.length; f++) {
    for (let k = 0; k < 3; k++) {
      const from = faces[3 * f + k];
      const to = faces[3 * f + ((k + 1) % 3)];
      const across = faceOfEdge.get(to * corners + from);
      if (across === undefined) {
        faceOfEdge.set(from * corners + to, f);
        continue;
      }
      edges[n++] = f;
      edges[n++] = across;
      edges[n++] = from;
      edges[n++] = to;
    }
  }
  return edges;
}
