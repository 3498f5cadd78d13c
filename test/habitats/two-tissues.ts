import type { Vec3 } from "../../src/volume/volume.ts";
import { fill, maskOf, rotation } from "../processing/arbitrary-volumes.ts";

const grid = {
  size: [28, 24, 12],
  spacing: [1, 1.25, 2],
  origin: [-30, 12, 7],
  direction: rotation(0.3, -0.2, 0.5),
} as const;

function distance([x, y, z]: Vec3): number {
  return Math.hypot(x - 13, (y - 11) * 1.25, (z - 5) * 2);
}

/** Noise between -1 and 1 that a voxel's indices alone decide. */
function noiseAt(x: number, y: number, z: number): number {
  const wave = Math.sin(x * 12.9898 + y * 78.233 + z * 37.719) * 43758.5453;
  return 2 * (wave - Math.floor(wave)) - 1;
}

/**
 * A tumour on an oblique grid: the inner 9 mm of a bright ball whose core of 5 mm is dark, in noise. What is beside the
 * region is like its outer part, so that interpolation makes no third tissue there.
 */
export const tumour = {
  image: fill(grid, (x, y, z) => {
    const far = distance([x, y, z]);
    return (far <= 5 ? 20 : far <= 14 ? 80 : 0) + 3 * noiseAt(x, y, z);
  }),
  /** Another image of it, in which the core is bright. */
  other: fill(grid, (x, y, z) => (distance([x, y, z]) <= 5 ? 6 : 2) + noiseAt(y, z, x)),
  mask: maskOf(grid, (x, y, z) => distance([x, y, z]) <= 9),
  core: maskOf(grid, (x, y, z) => distance([x, y, z]) <= 5),
};
