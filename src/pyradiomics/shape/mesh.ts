import { cellCases, cellTriangles, doubledArea, norm } from "../../morphology/marching-cubes.ts";
import type { PaddedMask } from "../../morphology/padded-mask.ts";
import type { Solid } from "../../morphology/summary.ts";
import { cross, dot, subtract } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";

/**
 * The corner that makes PyRadiomics look a cell up as its complement: x = 0, y = 1, z = 1. Where two diagonal
 * corners of a face are inside, cells on both sides of the face can then be cut in different ways, and the mesh
 * has a gap.
 */
const turningCorner = 1 << 6;

/**
 * Area and volume of a mask's mesh as PyRadiomics has it. The volume is the sum of the tetrahedra between the
 * triangles and the mask's first voxel; where the mesh has gaps it depends on where that voxel lies.
 */
export function measureMesh(mask: PaddedMask, spacing: Vec3): Solid {
  const cells = countCells(mask);
  const [sx, sy, sz] = spacing;
  let area = 0;
  let volume = 0; // in 1/48 voxels
  for (let code = 0; code < cellCases; code++) {
    const [count, x, y, z] = cells.subarray(4 * code, 4 * code + 4);
    if (count === 0) continue;
    const isTurned = (code & turningCorner) !== 0;
    const points = trianglesOf(isTurned ? cellCases - 1 - code : code, spacing);
    for (let k = 0; k < points.length; k += 3) {
      const [a, b, c] = [points[k], points[k + 1], points[k + 2]];
      const normal = doubledArea(a, b, c);
      area += count * norm(normal[0] * sy * sz, normal[1] * sz * sx, normal[2] * sx * sy);
      const signed = count * dot(a, cross(b, c)) + 2 * dot(normal, [x, y, z]);
      volume += isTurned ? -signed : signed;
    }
  }
  return { area: area / 8, volume: (volume / 48) * sx * sy * sz };
}

/**
 * The core's triangles of a case, but for a polygon of seven points. PyRadiomics cuts it into a fan around the
 * point in its plane of symmetry, and not into the fan of the largest area.
 */
function trianglesOf(code: number, spacing: Vec3): readonly Vec3[] {
  const triangles = cellTriangles(code, spacing);
  // a fan has its common point first in each triangle, and goes around the others
  const loop = [triangles[0], triangles[1], ...triangles.filter((_, k) => k % 3 === 2)];
  const isOneFan = triangles.every((point, k) => k % 3 !== 0 || isSame(point, triangles[0]));
  if (loop.length !== 7 || !isOneFan) return triangles;
  const start = loop.findIndex((_, k) => looksSame(loop, k));
  const point = (k: number) => loop[(start + k) % loop.length];
  return loop.slice(2).flatMap((_, k) => [point(0), point(k + 1), point(k + 2)]);
}

/** Whether the other points of a closed polygon are as far from point k in one direction as in the other. */
function looksSame(loop: readonly Vec3[], k: number): boolean {
  const length = loop.length;
  const distance = (step: number) => norm(...subtract(loop[(k + step + length) % length], loop[k]));
  return [1, 2, 3].every((step) => distance(step) === distance(-step));
}

function isSame(a: Vec3, b: Vec3): boolean {
  return a.every((x, axis) => x === b[axis]);
}

/** For each case of a cell: the number of cells, and the sums of their x, y and z. */
function countCells({ data, size: [nx, ny, nz] }: PaddedMask): Float64Array {
  const slice = nx * ny;
  const cells = new Float64Array(4 * cellCases);
  for (let z = 0; z + 1 < nz; z++) {
    for (let y = 0; y + 1 < ny; y++) {
      const row = nx * (y + ny * z);
      let left = 0;
      for (let x = 0; x + 1 < nx; x++) {
        const v = row + x + 1;
        const right =
          data[v] | (data[v + nx] << 2) | (data[v + slice] << 4) | (data[v + slice + nx] << 6);
        const code = left | (right << 1);
        left = right;
        if (code === 0 || code === cellCases - 1) continue;
        const at = 4 * code;
        cells[at]++;
        cells[at + 1] += x;
        cells[at + 2] += y;
        cells[at + 3] += z;
      }
    }
  }
  return cells;
}
