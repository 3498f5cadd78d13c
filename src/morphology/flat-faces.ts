import { doubledArea } from "./marching-cubes.ts";
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
  const parent = Int32Array.from(areas.keys());
  const root = (f: number): number => {
    while (parent[f] !== f) f = parent[f];
    return f;
  };
  for (const [f, g] of edges) {
    let dot = 0;
    for (let a = 0; a < 3; a++) dot += normals[3 * f + a] * normals[3 * g + a];
    if (dot > (1 - COPLANAR) * areas[f] * areas[g]) parent[root(g)] = root(f);
  }

  const numbers = new Map<number, number>();
  const face = Int32Array.from(areas.keys(), (f) => {
    const number = numbers.get(root(f)) ?? numbers.size;
    numbers.set(root(f), number);
    return number;
  });
  const flat = {
    normals: new Float64Array(3 * numbers.size),
    areas: new Float64Array(numbers.size),
  };
  face.forEach((number, f) => {
    for (let a = 0; a < 3; a++) flat.normals[3 * number + a] += normals[3 * f + a];
  });
  for (let n = 0; n < flat.areas.length; n++) {
    flat.areas[n] = Math.hypot(...flat.normals.subarray(3 * n, 3 * n + 3));
  }
  const between = edges.filter(([f, g]) => face[f] !== face[g]);
  return {
    ...flat,
    edges: Int32Array.from(between.flatMap(([f, g, from, to]) => [face[f], face[g], from, to])),
  };
}

function triangleNormals({ vertices, faces }: Polyhedron) {
  const normals = new Float64Array(faces.length);
  const areas = new Float64Array(faces.length / 3);
  for (let f = 0; f < areas.length; f++) {
    const [a, b, c] = faces.subarray(3 * f, 3 * f + 3);
    const n = doubledArea(vertexAt(vertices, a), vertexAt(vertices, b), vertexAt(vertices, c));
    for (let axis = 0; axis < 3; axis++) normals[3 * f + axis] = n[axis] / 2;
    areas[f] = Math.hypot(...n) / 2;
  }
  return { normals, areas };
}

type Edge = readonly [face: number, across: number, from: number, to: number];

function edgesOf({ vertices, faces }: Polyhedron): Edge[] {
  const corners = vertices.length / 3;
  const faceOfEdge = new Map<number, number>();
  const edges: Edge[] = [];
  for (let k = 0; k < faces.length; k++) {
    const f = Math.floor(k / 3);
    const from = faces[k];
    const to = faces[k % 3 === 2 ? k - 2 : k + 1];
    const across = faceOfEdge.get(to * corners + from);
    if (across === undefined) faceOfEdge.set(from * corners + to, f);
    else edges.push([f, across, from, to]);
  }
  return edges;
}
