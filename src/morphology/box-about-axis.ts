import type { Vec3 } from "../volume/volume.ts";
import { doubledArea } from "./marching-cubes.ts";
import type { Polyhedron } from "./polyhedron.ts";
import { vertexAt } from "./polyhedron.ts";

/** A box around a polyhedron: three orthogonal unit vectors and its lengths along them. */
export interface OrientedBox {
  readonly axes: readonly [Vec3, Vec3, Vec3];
  readonly lengths: Vec3;
  readonly volume: number;
}

/** A polyhedron laid out for projection: faces, edges, and room to work in. */
export interface Projector {
  readonly vertices: Float64Array;
  /** Normal of every face, its area long. */
  readonly normals: Float64Array;
  readonly areas: Float64Array;
  /** For every edge a face, the face across, and start and end as the first face has them. */
  readonly edges: Int32Array;
  /** Whether a face looks along the axis. */
  readonly facing: Uint8Array;
  /** Edges of the outline in the plane of projection, from start to end. */
  readonly du: Float64Array;
  readonly dv: Float64Array;
}

export function makeProjector({ vertices, faces }: Polyhedron): Projector {
  const count = faces.length / 3;
  const normals = new Float64Array(faces.length);
  const areas = new Float64Array(count);
  const edges: number[] = [];
  const faceOfEdge = new Map<number, number>();
  const corners = vertices.length / 3;
  for (let f = 0; f < count; f++) {
    const [a, b, c] = faces.subarray(3 * f, 3 * f + 3);
    const n = doubledArea(vertexAt(vertices, a), vertexAt(vertices, b), vertexAt(vertices, c));
    normals.set(
      n.map((x) => x / 2),
      3 * f,
    );
    areas[f] = Math.hypot(...n) / 2;
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ]) {
      const opposite = faceOfEdge.get(to * corners + from);
      if (opposite === undefined) faceOfEdge.set(from * corners + to, f);
      else edges.push(f, opposite, from, to);
    }
  }
  return {
    vertices,
    normals,
    areas,
    edges: Int32Array.from(edges),
    facing: new Uint8Array(count),
    du: new Float64Array(edges.length / 4),
    dv: new Float64Array(edges.length / 4),
  };
}

/** Extent of the vertices along a unit vector. */
export function extentAlong(vertices: Float64Array, [x, y, z]: Vec3): number {
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < vertices.length; k += 3) {
    const height = x * vertices[k] + y * vertices[k + 1] + z * vertices[k + 2];
    if (height < low) low = height;
    if (height > high) high = height;
  }
  return high - low;
}

/** Area of the projection along a unit vector: no box with this axis has a smaller base. */
export function projectedArea({ normals }: Projector, [x, y, z]: Vec3): number {
  let sum = 0;
  for (let k = 0; k < normals.length; k += 3) {
    sum += Math.abs(x * normals[k] + y * normals[k + 1] + z * normals[k + 2]);
  }
  return sum / 2;
}

/**
 * The smallest box with a given axis, a unit vector.
 *
 * Its base is the smallest rectangle around the projection, one side of which lies on an edge of
 * the projection's outline. The outline is convex, so that its width along any direction is half
 * the sum of what its edges go forth and back along it.
 */
export function boxAbout(projector: Projector, axis: Vec3): OrientedBox {
  const [right, up] = planeAxes(axis);
  const count = projectOutline(projector, axis, right, up);
  const { du, dv } = projector;
  let smallest = Infinity;
  let [cos, sin, width, depth] = [1, 0, 0, 0];
  for (let e = 0; e < count; e++) {
    const length = Math.sqrt(du[e] * du[e] + dv[e] * dv[e]);
    if (length === 0) continue; // an edge along the axis
    const c = du[e] / length;
    const s = dv[e] / length;
    let along = 0;
    let across = 0;
    for (let k = 0; k < count; k++) {
      along += Math.abs(c * du[k] + s * dv[k]);
      across += Math.abs(c * dv[k] - s * du[k]);
    }
    const area = along * across;
    // of rectangles with the same area, up to rounding, the one closest to a square
    const equal = Math.abs(area - smallest) <= 1e-9 * area;
    if (equal ? along + across < 2 * (width + depth) : area < smallest) {
      smallest = area;
      [cos, sin, width, depth] = [c, s, along / 2, across / 2];
    }
  }

  const height = extentAlong(projector.vertices, axis);
  const turned = (c: number, s: number): Vec3 => [
    c * right[0] + s * up[0],
    c * right[1] + s * up[1],
    c * right[2] + s * up[2],
  ];
  return {
    axes: [axis, turned(cos, sin), turned(-sin, cos)],
    lengths: [height, width, depth],
    volume: height * width * depth,
  };
}

/** Faces tilted by less (in radians) count as parallel to the axis, all in the same way. */
const PARALLEL = 1e-10;

/**
 * Projects the outline's edges: those between a face that looks along the axis and one that does
 * not. Returns how many there are.
 */
function projectOutline(
  { vertices, normals, areas, edges, facing, du, dv }: Projector,
  [x, y, z]: Vec3,
  right: Vec3,
  up: Vec3,
): number {
  for (let f = 0; f < facing.length; f++) {
    const dot = x * normals[3 * f] + y * normals[3 * f + 1] + z * normals[3 * f + 2];
    facing[f] = dot > PARALLEL * areas[f] ? 1 : 0;
  }
  let count = 0;
  for (let e = 0; e < edges.length; e += 4) {
    const looks = facing[edges[e]];
    if (looks === facing[edges[e + 1]]) continue;
    // counter-clockwise: as the face that looks along the axis has it
    const a = 3 * edges[e + 3 - looks];
    const b = 3 * edges[e + 2 + looks];
    const ex = vertices[b] - vertices[a];
    const ey = vertices[b + 1] - vertices[a + 1];
    const ez = vertices[b + 2] - vertices[a + 2];
    du[count] = right[0] * ex + right[1] * ey + right[2] * ez;
    dv[count] = up[0] * ex + up[1] * ey + up[2] * ez;
    count++;
  }
  return count;
}

/** Two unit vectors orthogonal to a third and to each other (Duff et al., JCGT 2017, 6(1)). */
function planeAxes([x, y, z]: Vec3): [Vec3, Vec3] {
  const sign = z < 0 ? -1 : 1;
  const a = -1 / (sign + z);
  const b = x * y * a;
  return [
    [1 + sign * x * x * a, sign * b, -sign * x],
    [b, sign + y * y * a, -y],
  ];
}
