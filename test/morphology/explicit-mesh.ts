import { cellTriangles } from "../../src/morphology/marching-cubes.ts";
import type { PaddedMask } from "../../src/morphology/padded-mask.ts";
import type { Vec3 } from "../../src/volume/volume.ts";

/** Every triangle of a mask's mesh, in doubled voxel indices. */
export function buildMesh(
  { data, size: [nx, ny, nz] }: PaddedMask,
  spacing: Vec3 = [1, 1, 1],
): [Vec3, Vec3, Vec3][] {
  const triangles: [Vec3, Vec3, Vec3][] = [];
  for (let z = 0; z + 1 < nz; z++) {
    for (let y = 0; y + 1 < ny; y++) {
      for (let x = 0; x + 1 < nx; x++) {
        let code = 0;
        for (let c = 0; c < 8; c++) {
          const [dx, dy, dz] = [c & 1, (c >> 1) & 1, c >> 2];
          code |= data[x + dx + nx * (y + dy + ny * (z + dz))] << c;
        }
        const points = cellTriangles(code, spacing).map(
          (p): Vec3 => [2 * x + p[0], 2 * y + p[1], 2 * z + p[2]],
        );
        for (let k = 0; k < points.length; k += 3) {
          triangles.push([points[k], points[k + 1], points[k + 2]]);
        }
      }
    }
  }
  return triangles;
}

/** Volume by the manual's signed tetrahedra, and area, with half the spacing per doubled index. */
export function measureMesh(
  triangles: readonly [Vec3, Vec3, Vec3][],
  spacing: Vec3,
): { volume: number; area: number } {
  let volume = 0;
  let area = 0;
  for (const triangle of triangles) {
    const [a, b, c] = triangle.map((p) => p.map((x, axis) => (x * spacing[axis]) / 2));
    volume += dot(a, cross(b, c)) / 6;
    area += Math.hypot(...cross(minus(b, a), minus(c, a))) / 2;
  }
  return { volume, area };
}

const dot = (a: number[], b: number[]) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const minus = (a: number[], b: number[]) => a.map((x, k) => x - b[k]);
const cross = (a: number[], b: number[]) => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
