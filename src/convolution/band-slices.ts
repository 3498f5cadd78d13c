import type { Workspace } from "../base/workspace.ts";
import type { Vec3 } from "../volume/volume.ts";
import { type Boundary, extendAxis } from "./boundary.ts";
import { type LinePass, planPass, type SumPlaces } from "./line-pass.ts";
import { successive } from "./quads.ts";

/** Columns of an image that are filtered together. */
export interface Band {
  readonly x: number;
  readonly width: number;
}

/** Filters a band of slice z along x and y. */
export type FilterSlice = (band: Band, z: number, out: SumPlaces) => void;

/** Rows that are filtered along x at once. */
const rowsAtOnce = 16;

/** @param columns of the widest band, a multiple of 4 */
export function planSlices(
  image: Float64Array,
  [nx, ny]: Vec3,
  alongX: LinePass,
  alongY: LinePass,
  boundary: Boundary,
  columns: number,
  workspace: Workspace,
): FilterSlice {
  const { floats } = workspace;
  const before = alongX.reach;
  const rowMap = extendAxis(nx, before, before, boundary);
  const columnMap = extendAxis(ny, alongY.reach, alongY.reach, boundary);
  const bordered = floats(rowsAtOnce * (columns + 2 * before));
  // what the pass along x makes of a slice, and values past its ends; the last quad reads 3 more
  const rows = Array.from({ length: alongX.makes }, () => floats((columnMap.length + 3) * columns));
  const runAlongY = planPass(alongY, columns, workspace);

  return ({ x, width }, z, out) => {
    const length = 4 * Math.ceil(width / 4);
    const isInside = x >= before && x + length + before <= nx;
    const extent = length + 2 * before;
    const quads = successive(length, isInside ? nx : extent, columns);
    for (let y = 0; y < ny; y += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, ny - y);
      const start = nx * (y + ny * z);
      const to = (alongY.reach + y) * columns;
      if (!isInside) extendRows(image, start, nx, rowMap, x, extent, count, bordered);
      const [from, at] = isInside ? [image, start + x] : [bordered, before];
      alongX.run([from], at, rows, to, quads, count);
    }
    for (const values of rows) extendColumns(values, columns, columnMap, alongY.reach);
    runAlongY(rows, alongY.reach * columns, out, width, ny);
  };
}

/** Copies values `first` … of extended rows, `extent` of each; those past their end are 0. */
function extendRows(
  image: Float64Array,
  start: number,
  nx: number,
  map: Int32Array,
  first: number,
  extent: number,
  count: number,
  out: Float64Array,
): void {
  for (let row = 0; row < count; row++) {
    const from = start + row * nx;
    const to = row * extent;
    for (let k = 0; k < extent; k++) {
      const voxel = first + k < map.length ? map[first + k] : -1;
      out[to + k] = voxel < 0 ? 0 : image[from + voxel];
    }
  }
}

/** Fills the values before and after those of interleaved lines. */
function extendColumns(data: Float64Array, lines: number, map: Int32Array, reach: number): void {
  const fill = (k: number) => {
    const to = k * lines;
    const from = (reach + map[k]) * lines;
    if (map[k] < 0) data.fill(0, to, to + lines);
    else data.copyWithin(to, from, from + lines);
  };
  for (let k = 0; k < reach; k++) fill(k);
  for (let k = map.length - reach; k < map.length; k++) fill(k);
}
