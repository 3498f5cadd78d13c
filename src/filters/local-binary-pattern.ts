import { inSteps, type Watch } from "../base/watch.ts";
import { allocate } from "../convolution/allocate.ts";
import { type Boundary, extendAxis } from "../convolution/boundary.ts";
import type { Dimensions } from "../convolution/filter-axis.ts";
import { boxReach } from "../convolution/reach.ts";
import type { Vec3, Volume } from "../volume/volume.ts";
import { filter, type SettingsOf } from "./filter.ts";
import { isConnected, shell } from "./neighbour-shell.ts";

/**
 * Rotation-invariant uniform local binary patterns. A neighbour is bright if it is at least as
 * bright as the voxel. The value is the number of bright neighbours, if the bright neighbours are
 * connected and the others are too; else it is 1 + the number of neighbours.
 *
 * In 2D these are the patterns LBP(8, 1, riu2) of Ojala et al. (doi:10.1109/TPAMI.2002.1017623), as
 * in scikit-image's `uniform`: eight points at a distance of one voxel, those on the diagonals
 * interpolated linearly; values 0 … 9. The voxel spacing has no influence, as there. scikit-image
 * extends the image with zeros; here `boundary` says how it is extended.
 *
 * In 3D there is no settled definition. Here the same rule is applied to the 26 neighbours, which
 * are connected if they share a face: values 0 … 27. Nothing is interpolated, so the pattern is
 * invariant to rotations by right angles and to mirroring.
 */
export const localBinaryPattern = filter({
  type: "localBinaryPattern",
  title: "Rotation-invariant uniform local binary patterns.",
  settings: {},
  respond: (image, { boundary, dimensions }, watch) => {
    const padded = surround(image, boundary, dimensions);
    const patterns = dimensions === 2 ? planarPatterns : solidPatterns;
    return patterns(image.size, padded, watch);
  },
  // the direct neighbours, diagonal ones included
  reach: ({ dimensions }) => [boxReach([1, 1, dimensions === 3 ? 1 : 0])],
});

export type LocalBinaryPatternFilter = SettingsOf<typeof localBinaryPattern>;

/**
 * Distance of a diagonal point from the centre along each axis, in voxels: the weight in linear
 * interpolation.
 */
const diagonal = Math.SQRT1_2;

function planarPatterns([nx, ny, nz]: Vec3, padded: Float64Array, watch: Watch): Float64Array {
  const next = inSteps(nz, watch);
  const out = allocate(nx * ny * nz);
  const row = nx + 2;
  const around = [1, 1 - row, -row, -1 - row, -1, row - 1, row, row + 1];
  const near = diagonal * (1 - diagonal);
  const far = diagonal * diagonal;
  const difference = new Float64Array(8);
  for (let z = 0, v = 0; z < nz; z++) {
    next("slice");
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        const at = x + 1 + row * (y + 1 + (ny + 2) * z);
        // interpolating differences to the centre gives exactly 0 in a constant neighbourhood
        for (let k = 0; k < 8; k++) difference[k] = padded[at + around[k]] - padded[at];
        let count = 0;
        let changes = 0;
        let last = near * (difference[6] + difference[0]) + far * difference[7] >= 0;
        for (let k = 0; k < 8; k++) {
          const beside = difference[(k + 7) % 8] + difference[(k + 1) % 8];
          const value = k % 2 === 0 ? difference[k] : near * beside + far * difference[k];
          const bright = value >= 0;
          if (bright) count++;
          if (bright !== last) changes++;
          last = bright;
        }
        out[v] = changes <= 2 ? count : 9;
      }
    }
  }
  return out;
}

function solidPatterns([nx, ny, nz]: Vec3, padded: Float64Array, watch: Watch): Float64Array {
  const next = inSteps(nz, watch);
  const out = allocate(nx * ny * nz);
  const [row, slice] = [nx + 2, (nx + 2) * (ny + 2)];
  const steps = shell.map(([dx, dy, dz]) => dx + row * dy + slice * dz);
  const everyone = 2 ** steps.length - 1;
  for (let z = 0, v = 0; z < nz; z++) {
    next("slice");
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        const at = x + 1 + row * (y + 1) + slice * (z + 1);
        const centre = padded[at];
        let bright = 0;
        let count = 0;
        for (let k = 0; k < steps.length; k++) {
          const is = padded[at + steps[k]] >= centre ? 1 : 0;
          bright |= is << k;
          count += is;
        }
        const uniform = isConnected(bright) && isConnected(everyone & ~bright);
        out[v] = uniform ? count : steps.length + 1;
      }
    }
  }
  return out;
}

/** The image with one more voxel on every side (in 2D not along z). */
function surround(
  { data, size }: Volume<Float64Array>,
  boundary: Boundary,
  dimensions: Dimensions,
): Float64Array {
  const [mx, my, mz] = size.map((n, axis) => {
    const margin = axis < dimensions ? 1 : 0;
    return extendAxis(n, margin, margin, boundary);
  });
  const out = allocate(mx.length * my.length * mz.length);
  let to = 0;
  for (const z of mz) {
    for (const y of my) {
      const start = size[0] * (y + size[1] * z);
      for (let k = 0; k < mx.length; k++, to++) {
        out[to] = mx[k] < 0 || y < 0 || z < 0 ? 0 : data[start + mx[k]];
      }
    }
  }
  return out;
}
