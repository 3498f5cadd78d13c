import type { Vec3 } from "../volume/volume.ts";
import { cellCases, cellSurface, norm } from "./marching-cubes.ts";
import type { PaddedMask } from "./padded-mask.ts";

export interface Surface {
  /** mm² */
  readonly area: number;
  /** mm³ */
  readonly volume: number;
}

/**
 * Area (IBSI C0JK) and enclosed volume (RNU0) of a mask's marching cubes mesh.
 *
 * All cells of one case hold the same triangles, so cells are counted by case and no mesh is built.
 * The volume is the flux of the field (x, 0, 0) through the surface, which is equal to the sum of
 * the signed tetrahedra in the manual.
 */
export function measureSurface(mask: PaddedMask, spacing: Vec3): Surface {
  const counts = new Float64Array(cellCases);
  const positions = new Float64Array(cellCases);
  countCells(mask, counts, positions);

  const [sx, sy, sz] = spacing;
  const cases = casesFor(spacing);
  let area = 0;
  let cells = 0; // volume in 1/48 voxels: an exact integer
  for (let code = 0; code < cellCases; code++) {
    const count = counts[code];
    if (count === 0) continue;
    cases[code] ??= trianglesIn(code, spacing);
    for (const { size, left, flux } of cases[code]) {
      area += count * size;
      cells += (6 * positions[code] + count * left) * flux;
    }
  }
  return { area: area / 8, volume: (cells / 48) * sx * sy * sz };
}

/** A triangle of a case, as the sums over cells need it. */
interface CaseTriangle {
  /** 8 times its area, in mm². */
  readonly size: number;
  /** Sum of the x of its corners, in doubled cell coordinates. */
  readonly left: number;
  /** x of its normal. */
  readonly flux: number;
}

/** The triangles of each case that occurred, for the spacing that was measured last. */
let known = { spacing: [0, 0, 0] as Vec3, cases: [] as CaseTriangle[][] };

/** Masks are often measured one after another in one image, and triangles depend on its spacing. */
function casesFor([x, y, z]: Vec3): CaseTriangle[][] {
  const [a, b, c] = known.spacing;
  if (a !== x || b !== y || c !== z) {
    known = { spacing: [x, y, z], cases: Array<CaseTriangle[]>(cellCases) };
  }
  return known.cases;
}

function trianglesIn(code: number, spacing: Vec3): CaseTriangle[] {
  const [sx, sy, sz] = spacing;
  return cellSurface(code, spacing).flatMap(({ triangles, normals }) =>
    normals.map(([x, y, z], k) => ({
      size: norm(x * sy * sz, y * sz * sx, z * sx * sy),
      left: triangles[3 * k][0] + triangles[3 * k + 1][0] + triangles[3 * k + 2][0],
      flux: x,
    })),
  );
}

/**
 * Counts the cells that the surface crosses, by case, and sums the x indices of their left corners.
 *
 * The eight corners of a cell are two columns of four voxels, of equal x. A column takes one byte
 * of a 32-bit word, and four columns along x are read at once (little-endian: the lowest byte comes
 * first).
 */
function countCells(
  { data, size: [nx, ny, nz] }: PaddedMask,
  counts: Float64Array,
  positions: Float64Array,
): void {
  const words = new Uint32Array(data.buffer);
  const row = nx / 4;
  const slice = row * ny;
  for (let z = 0; z + 1 < nz; z++) {
    for (let y = 0; y + 1 < ny; y++) {
      const first = row * (y + ny * z);
      let left = 0;
      for (let k = 0; k < row; k++) {
        const w = first + k;
        const columns =
          words[w] |
          (words[w + row] << 2) |
          (words[w + slice] << 4) |
          (words[w + slice + row] << 6);
        // all outside or all inside: no surface here
        if (columns === 0 ? left === 0 : columns === 0x55555555 && left === 0x55) continue;
        for (let b = 0; b < 4; b++) {
          const right = (columns >>> (8 * b)) & 255;
          const code = left | (right << 1);
          left = right;
          if (code === 0 || code === 255) continue;
          counts[code]++;
          positions[code] += 4 * k + b - 1;
        }
      }
    }
  }
}
