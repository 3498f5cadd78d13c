import type { Workspace } from "../base/workspace.ts";
import type { Vec3 } from "../volume/volume.ts";
import type { Band, FilterSlice } from "./band-slices.ts";
import { type Boundary, extendAxis } from "./boundary.ts";
import { type LinePass, planPass } from "./line-pass.ts";

/**
 * Filters a band along z: makes its planes along x and y, and holds those that the next planes of the
 * result need.
 *
 * @param makes volumes that are made along x and y
 * @param depth planes of the result that are made at once, a multiple of 4
 */
export function planWindow(
  [nx, ny, nz]: Vec3,
  filterSlice: FilterSlice,
  makes: number,
  alongZ: LinePass,
  boundary: Boundary,
  columns: number,
  depth: number,
  workspace: Workspace,
): (band: Band, out: readonly Float64Array[]) => void {
  const { reach } = alongZ;
  const map = extendAxis(nz, reach, reach, boundary);
  // planes of a column of the window; the last quad reads 3 more
  const gap = (depth + 2 * reach + 3) * columns;
  const held = Array.from({ length: makes }, () => workspace.floats(ny * gap));
  const runAlongZ = planPass(alongZ, columns, workspace);

  const move = (from: number, to: number, planes: number) => {
    for (const values of held) {
      for (let y = 0, start = 0; y < ny; y++, start += gap) {
        const first = start + from * columns;
        values.copyWithin(start + to * columns, first, first + planes * columns);
      }
    }
  };
  const clear = (plane: number) => {
    for (const values of held) {
      for (let y = 0, start = plane * columns; y < ny; y++, start += gap) {
        values.fill(0, start, start + columns);
      }
    }
  };

  return (band, out) => {
    for (let z = 0; z < nz; z += depth) {
      const count = Math.min(depth, nz - z);
      // plane n of the window is plane z + n of the extended volume
      const made = { first: z === 0 ? reach : 0, end: z === 0 ? reach : 2 * reach };
      const make = (n: number) => {
        const voxel = map[z + n];
        const source = voxel + reach - z;
        if (voxel < 0) clear(n);
        else if (source >= made.first && source < made.end) move(source, n, 1);
        else filterSlice(band, voxel, { data: held, start: n * columns, gap });
      };
      if (z > 0) move(depth, 0, 2 * reach);
      for (; made.end < count + 2 * reach; made.end++) make(made.end);
      while (made.first > 0) make(--made.first);
      for (let y = 0; y < ny; y++) {
        const places = { data: out, start: band.x + nx * (y + ny * z), gap: nx * ny };
        runAlongZ(held, y * gap + reach * columns, places, band.width, count);
      }
    }
  };
}
