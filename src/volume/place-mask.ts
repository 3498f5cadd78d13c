import { VoxomicsError } from "../messages/errors.ts";
import { type Box, boundingBox, boxCorners, intersectBoxes, wholeBox, widenBox } from "./box.ts";
import { indexToWorld, worldToIndex } from "./geometry.ts";
import { checkMask, countVoxels, type Mask } from "./mask.ts";
import { checkSameFrame } from "./same-frame.ts";
import { type Axis, perAxis, subtract } from "./vec3.ts";
import {
  checkGrid,
  checkIdentity,
  countGridVoxels,
  type Grid,
  gridOf,
  type Identity,
  identityOf,
  type Vec3,
} from "./volume.ts";

/** A mask on another grid than its own, and what it lost on the way. */
export interface PlacedMask {
  readonly mask: Mask;
  /** Voxels before, on the mask's own grid, and after. */
  readonly before: number;
  readonly after: number;
  /** Voxels before whose centre lies outside the other grid: the region is cut off there. */
  readonly outside: number;
}

/** Positions that miss a boundary between voxels by rounding alone fall on its far side. */
const tie = 1e-6;

/**
 * A mask on a grid of any size, spacing, origin and direction: each voxel takes the value of the mask's
 * voxel that its centre lies in (nearest neighbour), 0 beyond the mask's border.
 *
 * Where the grids share their voxels, as those of a mask that was stored without its empty border do,
 * nothing is lost but what lies outside.
 *
 * @throws VoxomicsError `invalid-volume`, `invalid-mask`, `empty-mask` if no voxel is left; the
 *   message says why.
 *
 * @example
 * ```ts
 * import { extract, placeMask, resampleMask } from "voxomics";
 *
 * const coarse = resampleMask(mask, { spacing: [4, 4, 4] }); // a mask of another grid
 * const { mask: placed, before, after, outside } = placeMask(coarse, image);
 * console.log(before, after, outside); // voxels
 * console.log(extract(image, placed).roi.intensityVoxels);
 * ```
 */
export function placeMask(mask: Mask, grid: Grid & Identity): PlacedMask {
  const source = checkMask(mask);
  const target = gridOf(checkGrid(grid, "grid"));
  const { series: _, ...frame } = checkIdentity(grid, "grid");
  checkSameFrame(frame, source);
  const data = new Uint8Array(countGridVoxels(target));
  const placed = { ...target, ...frame, ...identityOf(source), data };
  sampleNearest(source, placed);
  const counts = {
    before: countVoxels(source),
    after: countVoxels(placed),
    outside: countOutside(source, target),
  };
  if (counts.after > 0) return { mask: placed, ...counts };
  throw new VoxomicsError("empty-mask", `mask is empty on the image's grid: ${lossOf(counts)}`, {
    ...counts,
    from: gridOf(source),
    to: target,
  });
}

function lossOf({ before, outside }: { before: number; outside: number }): string {
  if (before === 0) return "none of its voxels was 1 before";
  const where = outside === before ? "all of them lie" : `${outside} of them lie`;
  const cause = outside === before ? "" : "; no voxel centre lies in the others";
  return `it had ${before} voxels, ${where} outside the image${cause}`;
}

function sampleNearest(source: Mask, { data, ...grid }: Mask): void {
  const region = boundingBox(source);
  const box = region === null ? null : boxAround(source, region, grid);
  if (region === null || box === null) return;
  const [sx, sy] = source.size;
  const [nx, ny] = grid.size;
  // the mask's voxel indices are linear in those of the grid
  const start = worldToIndex(source, grid.origin);
  const [dx, dy, dz] = unitSteps.map((step) => {
    return subtract(worldToIndex(source, indexToWorld(grid, step)), start);
  });
  const [x0, y0, z0] = region.min;
  const [x1, y1, z1] = region.max;
  for (let z = box.min[2]; z <= box.max[2]; z++) {
    for (let y = box.min[1]; y <= box.max[1]; y++) {
      const [i0, j0, k0] = start.map((value, a) => value + y * dy[a] + z * dz[a] + 0.5 + tie);
      const row = nx * (y + ny * z);
      for (let x = box.min[0]; x <= box.max[0]; x++) {
        const i = Math.floor(i0 + x * dx[0]);
        const j = Math.floor(j0 + x * dx[1]);
        const k = Math.floor(k0 + x * dx[2]);
        if (i < x0 || i > x1 || j < y0 || j > y1 || k < z0 || k > z1) continue;
        data[row + x] = source.data[i + sx * (j + sy * k)];
      }
    }
  }
}

const unitSteps: readonly Vec3[] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]; // biome-ignore format: a matrix reads as a matrix

/** The voxels of a grid that a box of another one may reach; null if none. */
function boxAround(source: Grid, region: Box, grid: Grid): Box | null {
  const corners = boxCorners(widenBox(region, [0.5, 0.5, 0.5])).map((corner) =>
    worldToIndex(grid, indexToWorld(source, corner)),
  );
  const along = (a: Axis) => corners.map((corner) => corner[a]);
  const around = {
    min: perAxis((a) => Math.floor(Math.min(...along(a)))),
    max: perAxis((a) => Math.ceil(Math.max(...along(a)))),
  };
  const box = intersectBoxes(around, wholeBox(grid));
  return box.min.every((low, a) => low <= box.max[a]) ? box : null;
}

/** The mask's voxels whose centres lie beyond the outer faces of a grid. */
function countOutside(mask: Mask, grid: Grid): number {
  const { data, size: [nx, ny, nz] } = mask; // biome-ignore format: one line
  let count = 0;
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        if (data[v] === 0) continue;
        const index = worldToIndex(grid, indexToWorld(mask, [x, y, z]));
        if (!isWithin(index, grid.size)) count++;
      }
    }
  }
  return count;
}

function isWithin(index: Vec3, size: Vec3): boolean {
  return index.every((value, a) => value >= -0.5 - tie && value <= size[a] - 0.5 + tie);
}
