import { identityDirection, type Volume } from "../src/volume/volume.ts";

export interface Case {
  readonly name: string;
  readonly image: Volume;
  readonly mask: Volume;
}

/** Seeded generator of numbers in [0, 1) (mulberry32), so that every run measures the same voxels. */
export function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What the voxels inside the region look like. */
const textures = {
  /** Every voxel on its own: the worst case for branches. */
  noise: (random: () => number) => 400 * random() - 200,
  /** Waves with a little noise, as in tissue. */
  smooth: (random: () => number, x: number, y: number, z: number) =>
    150 * Math.sin(x / 9) * Math.cos(y / 7) * Math.sin(z / 5 + 1) + 60 * (random() - 0.5),
  /** One intensity: the degenerate case. */
  flat: () => 40,
};

/** An ellipsoid that fills a box of the given size, in 1 mm voxels with integer intensities. */
export function ellipsoid(
  texture: keyof typeof textures,
  size: readonly [number, number, number],
): Case {
  const [nx, ny, nz] = size;
  const random = seeded(1);
  const data = new Float32Array(nx * ny * nz);
  const inside = new Uint8Array(data.length);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        const radius = Math.hypot((2 * x + 1) / nx - 1, (2 * y + 1) / ny - 1, (2 * z + 1) / nz - 1);
        inside[v] = radius <= 1 ? 1 : 0;
        data[v] = Math.round(textures[texture](random, x, y, z));
      }
    }
  }
  const grid = {
    size,
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: identityDirection,
  } as const;
  return {
    name: `${texture} ${size.join("×")}`,
    image: { ...grid, data },
    mask: { ...grid, data: inside },
  };
}
