import { identityDirection, type Vec3, type Volume } from "../src/volume/volume.ts";

/** An image and its region. */
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

/**
 * Functions that give the intensity of a voxel: about 2,000 different values, enough for 1,024 grey
 * levels.
 */
const textures = {
  /** No voxel depends on another: the worst case for branch prediction. */
  noise: (random: () => number) => 2000 * random() - 1000,
  /** Waves with a little noise, as in tissue. */
  smooth: (random: () => number, x: number, y: number, z: number) =>
    750 * Math.sin(x / 9) * Math.cos(y / 7) * Math.sin(z / 5 + 1) + 300 * (random() - 0.5),
  /** One intensity: the degenerate case. */
  flat: () => 40,
};

export type Texture = keyof typeof textures;

/**
 * An ellipsoid that fills a box of the given size, in 1 mm voxels with integer intensities; the
 * image goes on for `margin` voxels around the box.
 */
export function ellipsoid(texture: Texture, size: Vec3, margin = 0): Case {
  const image = texturedBox(texture, size.map((n) => n + 2 * margin) as unknown as Vec3);
  const inside = new Uint8Array(image.data.length);
  const [nx, ny] = image.size;
  const [bx, by, bz] = size;
  for (let z = 0; z < bz; z++) {
    for (let y = 0; y < by; y++) {
      const row = margin + nx * (margin + y + ny * (margin + z));
      for (let x = 0; x < bx; x++) {
        const radius = Math.hypot((2 * x + 1) / bx - 1, (2 * y + 1) / by - 1, (2 * z + 1) / bz - 1);
        inside[row + x] = radius <= 1 ? 1 : 0;
      }
    }
  }
  return { name: `${texture} ${size.join("×")}`, image, mask: { ...image, data: inside } };
}

/** A box of 1 mm voxels with integer intensities. */
export function texturedBox(texture: Texture, size: Vec3): Volume<Float32Array> {
  const [nx, ny, nz] = size;
  const random = seeded(1);
  const data = new Float32Array(nx * ny * nz);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) data[v] = Math.round(textures[texture](random, x, y, z));
    }
  }
  return { data, size, spacing: [1, 1, 1], origin: [0, 0, 0], direction: identityDirection };
}

/**
 * A CT of a trunk of 512 × 512 × 300 voxels of 0.8 × 0.8 × 1 mm, with noise and a round lesion of 40 mm
 * (52,289 voxels).
 */
export function chest(): { image: Volume<Int16Array>; mask: Volume<Uint8Array> } {
  const size: Vec3 = [512, 512, 300];
  const [nx, ny, nz] = size;
  const [dx, dy, dz] = [0.8, 0.8, 1];
  const grid = {
    size,
    spacing: [dx, dy, dz] as Vec3,
    origin: [0, 0, 0] as Vec3,
    direction: identityDirection,
  };
  const intensities = new Int16Array(nx * ny * nz);
  const lesion = new Uint8Array(intensities.length);
  const random = seeded(1);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        const body = Math.hypot(((x - 256) * dx) / 180, ((y - 256) * dy) / 130) < 1;
        const tissue = 30 + 60 * Math.sin(x / 9) * Math.cos(y / 11) * Math.sin(z / 7);
        const noise = 30 * (random() + random() + random() - 1.5);
        const distance = Math.hypot((x - 300) * dx, (y - 220) * dy, (z - 140) * dz);
        const inside = distance <= 20;
        if (inside) lesion[v] = 1;
        const contrast = inside ? 40 + 20 * Math.sin(distance) : 0;
        intensities[v] = Math.round(body ? tissue + noise + contrast : -1000);
      }
    }
  }
  return { image: { ...grid, data: intensities }, mask: { ...grid, data: lesion } };
}
