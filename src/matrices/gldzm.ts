import type { BorderDistance } from "./border-distance.ts";
import type { Part } from "./count-matrix.ts";
import { zoneParts } from "./glszm.ts";
import type { TextureGrid } from "./texture-grid.ts";
import type { Zones } from "./zones.ts";

/**
 * Grey level distance zone matrices (IBSI VMDZ): n(i, j) is the number of zones of level i whose
 * voxel nearest to the region's border has distance j. One matrix for each slice (2D), or one (3D).
 *
 * @param distance from the border of the morphological mask, on the grid of the level volume and in
 *   the dimension of the zones
 */
export function countGldzm(grid: TextureGrid, zones: Zones, distance: BorderDistance): Part[] {
  return zoneParts(grid, zones, zoneDistances(grid, zones, onGrid(distance, grid)));
}

/** The smallest distance in each zone. */
function zoneDistances(
  { voxels }: TextureGrid,
  { size, zone }: Zones,
  distance: Uint16Array,
): Int32Array {
  const nearest = new Int32Array(size.length).fill(65535);
  for (let k = 0; k < voxels.length; k++) {
    nearest[zone[k]] = Math.min(nearest[zone[k]], distance[voxels[k]]);
  }
  return nearest;
}

/** The distances on a texture grid: one entry for each entry of `grid.data`. */
function onGrid(distance: BorderDistance, { data, size, pad, origin }: TextureGrid): Uint16Array {
  const [nx, ny, nz] = size;
  const [mx, my] = distance.size;
  const [ox, oy, oz] = origin.map((start, axis) => start - pad - distance.origin[axis]);
  const isSame = size.every((length, axis) => length === distance.size[axis]);
  if (isSame && ox === 0 && oy === 0 && oz === 0) return distance.data;

  const out = new Uint16Array(data.length);
  for (let z = pad; z < nz - pad; z++) {
    for (let y = pad; y < ny - pad; y++) {
      const from = pad + ox + mx * (y + oy + my * (z + oz));
      out.set(distance.data.subarray(from, from + nx - 2 * pad), pad + nx * (y + ny * z));
    }
  }
  return out;
}
