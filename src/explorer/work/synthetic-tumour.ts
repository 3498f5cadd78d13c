import { randomStream, uniformAt } from "../../math/random.ts";
import type { Mask } from "../../volume/mask.ts";
import { identityDirection, type Volume } from "../../volume/volume.ts";

const [nx, ny, nz] = [128, 128, 48];
const spacing = [1.5, 1.5, 3] as const;

/** Values of a CT, in HU. */
const tissue = { air: -1000, fat: -90, soft: 45, bone: 420, lung: -780, rim: 62, core: 8 };

/**
 * A CT of a tumour that no patient has: a chest with lungs, heart, aorta, spine and ribs, and a tumour with a
 * dark core in the left lung. It is the same each time.
 */
export function syntheticTumour(): { image: Volume<Int16Array>; mask: Mask } {
  const grid = {
    size: [nx, ny, nz],
    spacing,
    origin: [-96, -96, -72],
    direction: identityDirection,
  } as const;
  const data = new Int16Array(nx * ny * nz);
  const inside = new Uint8Array(data.length);
  const noise = randomStream(20, "noise");
  let v = 0;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        const at = [
          (x - 63.5) * spacing[0],
          (y - 63.5) * spacing[1],
          (z - 23.5) * spacing[2],
        ] as const;
        const { value, tumour } = tissueAt(...at);
        // the sum of four even numbers is near enough to the noise of a scanner
        const grain = [0, 1, 2, 3].reduce((sum, k) => sum + uniformAt(noise, 4 * v + k), 0) - 2;
        data[v] = Math.round(value + 28 * grain);
        inside[v] = tumour ? 1 : 0;
      }
    }
  }
  return { image: { ...grid, data }, mask: { ...grid, data: inside } };
}

/** The value at a point in mm from the centre of the volume (left, back, head), before noise. */
function tissueAt(x: number, y: number, z: number): { value: number; tumour: boolean } {
  const taper = 1 - 0.09 * Math.max(0, z / 72) ** 2;
  const body = ellipse(x, y, 88 * taper, 63 * taper);
  if (body > 1) return { value: tissue.air, tumour: false };
  const distance = distanceFromTumour(x - 38, y - 2, z);
  if (distance < 1) {
    const core = 1 - smoothStep(0.4, 0.62, distance);
    const texture = 34 * smoothNoise(x, y, z, 6) + 16 * smoothNoise(x, y, z, 2.5);
    const value = tissue.rim + core * (tissue.core - tissue.rim) + texture;
    return { value, tumour: true };
  }
  const value = boneAt(x, y, z, body) ?? softAt(x, y, z, body);
  return { value, tumour: false };
}

/** Below 1 in the tumour, which is round with lobes. */
function distanceFromTumour(x: number, y: number, z: number): number {
  return Math.hypot(x, y, 0.92 * z) / (17 + 7 * smoothNoise(x + 5, y + 3, z + 4, 14));
}

/** Vertebrae with discs between them, and ribs that fall to the front; null elsewhere. */
function boneAt(x: number, y: number, z: number, body: number): number | null {
  const disc = Math.cos((2 * Math.PI * z) / 26) > 0.82;
  if (ellipse(x, y - 36, 13, 10) < 1)
    return disc ? 90 : tissue.bone - 160 * smoothNoise(x, y, z, 3);
  if (ellipse(x, y - 49, 2.5, 7) < 1) return tissue.bone; // spinous process
  const turn = Math.abs(Math.atan2(x, y - 4));
  const along = ((((z + 16 * turn) / 22) % 1) + 1) % 1;
  const isRib = body > 0.74 && body < 0.83 && along < 0.34 && turn < 2.6;
  return isRib ? tissue.bone - 90 : null;
}

/** Lungs with vessels, the heart, the aorta, muscle and fat. */
function softAt(x: number, y: number, z: number, body: number): number {
  if (ellipse(x - 17, y - 22, 8, 8) < 1) return tissue.soft + 60; // the aorta, with contrast medium
  const heart = ellipse(x - 12, y + 22, 31, 25) + ((z + 34) / 44) ** 2;
  if (heart < 1) return tissue.soft + 35;
  const height = 1 - 0.35 * Math.max(0, z / 72) ** 2;
  if (ellipse(Math.abs(x) - 41, y, 31 * height, 43 * height) < 1 && body < 0.72) {
    const ridge = 1 - Math.abs(smoothNoise(x, y, z, 13));
    const fine = 1 - Math.abs(smoothNoise(x + 40, y, z, 6));
    const vessel = ridge > 0.965 || (fine > 0.985 && ridge > 0.8);
    return vessel ? tissue.soft - 20 : tissue.lung + 60 * smoothNoise(x, y, z, 16);
  }
  return body > 0.87 ? tissue.fat : tissue.soft + 8 * smoothNoise(x, y, z, 9);
}

/** Below 1 within an ellipse of two half-axes, 1 on it. */
function ellipse(x: number, y: number, a: number, b: number): number {
  return (x / a) ** 2 + (y / b) ** 2;
}

/** From 0 at `from` to 1 at `to`, without corners. */
function smoothStep(from: number, to: number, x: number): number {
  const part = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return part * part * (3 - 2 * part);
}

const lattice = randomStream(20, "contour");

/** A number from -1 to 1 that changes over `scale` mm: values of a lattice, interpolated. */
function smoothNoise(x: number, y: number, z: number, scale: number): number {
  const [u, v, w] = [x / scale + 512, y / scale + 512, z / scale + 512];
  const [i, j, k] = [Math.floor(u), Math.floor(v), Math.floor(w)];
  const [a, b, c] = [smoothStep(0, 1, u - i), smoothStep(0, 1, v - j), smoothStep(0, 1, w - k)];
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const [dx, dy, dz] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const weight = (dx ? a : 1 - a) * (dy ? b : 1 - b) * (dz ? c : 1 - c);
    sum += weight * uniformAt(lattice, i + dx + 1024 * (j + dy + 1024 * (k + dz)));
  }
  return 2 * sum - 1;
}
