import { add, norm, scale, subtract } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";

/**
 * Points that are spread evenly over a sphere: the corners of an icosahedron whose triangles are divided in
 * four again and again, every new corner put on the sphere. 12, 42, 162, 642 … points.
 */
export function icospherePoints(subdivisions: number, radius: number): readonly Vec3[] {
  let corners = icosahedron.map((corner) => onSphere(corner, radius));
  let triangles = icosahedronFaces();
  for (let n = 0; n < subdivisions; n++)
    ({ corners, triangles } = divided(corners, triangles, radius));
  return corners;
}

/** Indices of three corners. */
type Triangle = readonly [number, number, number];

interface Surface {
  readonly corners: Vec3[];
  readonly triangles: Triangle[];
}

const golden = (1 + Math.sqrt(5)) / 2;

/** The corners (±1, ±φ, 0), (0, ±1, ±φ) and (±φ, 0, ±1), with edges of length 2. */
const icosahedron: readonly Vec3[] = [-1, 1].flatMap((a) =>
  [-golden, golden].flatMap((b): Vec3[] => [
    [a, b, 0],
    [0, a, b],
    [b, 0, a],
  ]),
);

/** The triples of corners that are neighbours of each other. */
function icosahedronFaces(): Triangle[] {
  const isEdge = (i: number, j: number) =>
    Math.abs(norm(subtract(icosahedron[i], icosahedron[j])) - 2) < 1e-9;
  const faces: Triangle[] = [];
  for (let i = 0; i < 12; i++) {
    for (let j = i + 1; j < 12; j++) {
      for (let k = j + 1; k < 12; k++) {
        if (isEdge(i, j) && isEdge(j, k) && isEdge(i, k)) faces.push([i, j, k]);
      }
    }
  }
  return faces;
}

/** The surface with the middles of its edges as new corners. */
function divided(old: readonly Vec3[], faces: readonly Triangle[], radius: number): Surface {
  const corners = [...old];
  const middles = new Map<string, number>();
  const middle = (i: number, j: number): number => {
    const key = i < j ? `${i} ${j}` : `${j} ${i}`;
    const known = middles.get(key);
    if (known !== undefined) return known;
    const added = corners.push(onSphere(add(old[i], old[j]), radius)) - 1;
    middles.set(key, added);
    return added;
  };
  const triangles = faces.flatMap(([a, b, c]): Triangle[] => {
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
    return [
      [a, ab, ca],
      [ab, b, bc],
      [ca, bc, c],
      [ab, bc, ca],
    ];
  });
  return { corners, triangles };
}

function onSphere(point: Vec3, radius: number): Vec3 {
  return scale(point, radius / norm(point));
}
