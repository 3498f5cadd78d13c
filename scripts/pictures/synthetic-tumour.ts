import { identityDirection, type Mask, type Volume } from "../../src/index.ts";

/** A made-up lesion in soft tissue, as CT would show it, and its region. */
export interface SyntheticTumour {
  readonly image: Volume;
  readonly mask: Mask;
}

const size = [112, 112, 13] as const;

/**
 * A lesion with a bright, uneven rim around a darker core, in HU on voxels of 1 mm, the same on every
 * machine. It comes from no patient.
 */
export function syntheticTumour(): SyntheticTumour {
  const [nx, ny, nz] = size;
  const grid = {
    size,
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: identityDirection,
  } as const;
  const image = { ...grid, data: new Int16Array(nx * ny * nz) };
  const mask = { ...grid, data: new Uint8Array(nx * ny * nz) };
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        const [dx, dy, dz] = [(x - 57) / 33, (y - 55) / 29, (z - 6) / 26];
        const radius = Math.hypot(dx, dy, dz) * (1 + 0.34 * (noise(x, y, z, 22, 1) - 0.5));
        mask.data[v] = radius <= 1 ? 1 : 0;
        image.data[v] = Math.round(intensity(x, y, z, radius));
      }
    }
  }
  return { image, mask };
}

/** Intensity in HU at a voxel, by its distance from the centre of the lesion: 1 at the border. */
function intensity(x: number, y: number, z: number, radius: number): number {
  const grain = 26 * (noise(x, y, z, 1.6, 2) - 0.5);
  const tissue = -60 + 120 * smooth(0.42, 0.6, noise(x, y, z, 17, 3)) + grain;
  const necrosis = smooth(0.62, 0.3, radius + 0.5 * (noise(x, y, z, 9, 4) - 0.5));
  const clumps = 170 * (noise(x, y, z, 4.5, 5) - 0.45) * (1 - necrosis);
  const lesion = 95 - 85 * necrosis + clumps + grain;
  const inside = smooth(1.03, 0.95, radius);
  return inside * lesion + (1 - inside) * tissue;
}

/** 0 up to `from`, 1 from `to` on, and smooth between; the other way round if `from` is larger. */
function smooth(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Noise from 0 to 1 whose clumps are about `scale` voxels wide: a random lattice, interpolated. */
function noise(x: number, y: number, z: number, scale: number, seed: number): number {
  const at = [x / scale, y / scale, z / scale];
  const [i, j, k] = at.map(Math.floor);
  const [u, v, w] = at.map((a) => smooth(0, 1, a - Math.floor(a)));
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const [a, b, c] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const weight = (a ? u : 1 - u) * (b ? v : 1 - v) * (c ? w : 1 - w);
    sum += weight * random(i + a, j + b, k + c, seed);
  }
  return sum;
}

/** A number from 0 to 1 for a point of a lattice. */
function random(i: number, j: number, k: number, seed: number): number {
  let h = (Math.imul(i, 374761393) + Math.imul(j, 668265263) + Math.imul(k, 2147483647)) | 0;
  h = Math.imul(h ^ Math.imul(seed, 1274126177), 1103515245);
  h = Math.imul(h ^ (h >>> 15), 2246822519);
  h = Math.imul(h ^ (h >>> 13), 3266489917);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
