import type { LevelVolume } from "../../src/processing/discretise.ts";
import type { Vec3 } from "../../src/volume/volume.ts";

// The definitions of the manual, written plainly: slow, and without a thought for it.

type Voxel = Vec3;

/** The level of a voxel; 0 where there is no voxel. */
export function levelAt({ data, size: [nx, ny, nz] }: LevelVolume, [x, y, z]: Voxel): number {
  const exists = x >= 0 && y >= 0 && z >= 0 && x < nx && y < ny && z < nz;
  return exists ? data[x + nx * (y + ny * z)] : 0;
}

/** The voxels of the region. */
export function voxelsOf(volume: LevelVolume): Voxel[] {
  const [nx, ny, nz] = volume.size;
  const voxels: Voxel[] = [];
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++) if (levelAt(volume, [x, y, z]) > 0) voxels.push([x, y, z]);
    }
  }
  return voxels;
}

function plus([x, y, z]: Voxel, [dx, dy, dz]: Vec3, times = 1): Voxel {
  return [x + times * dx, y + times * dy, z + times * dz];
}

/** Entries [i, j, n] in ascending order: how often each pair is in the list. */
export function countPairs(pairs: readonly (readonly [number, number])[]): number[][] {
  const counts = new Map<string, number[]>();
  for (const [i, j] of pairs) {
    const entry = counts.get(`${i} ${j}`) ?? [i, j, 0];
    entry[2]++;
    counts.set(`${i} ${j}`, entry);
  }
  return [...counts.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** Levels of all pairs of voxels that are m apart, the lower level first. */
export function pairsApart(volume: LevelVolume, m: Vec3): [number, number][] {
  const pairs: [number, number][] = [];
  for (const voxel of voxelsOf(volume)) {
    const here = levelAt(volume, voxel);
    const there = levelAt(volume, plus(voxel, m));
    if (there > 0) pairs.push([Math.min(here, there), Math.max(here, there)]);
  }
  return pairs;
}

/** Level and length of all runs along m. */
export function runsAlong(volume: LevelVolume, m: Vec3): [number, number][] {
  const runs: [number, number][] = [];
  for (const voxel of voxelsOf(volume)) {
    const level = levelAt(volume, voxel);
    if (levelAt(volume, plus(voxel, m, -1)) === level) continue; // not the first of its run
    let length = 1;
    while (levelAt(volume, plus(voxel, m, length)) === level) length++;
    runs.push([level, length]);
  }
  return runs;
}

/** All vectors within a Chebyshev distance but 0: 8, 26 or more. */
export function vectorsWithin(distance: number): Vec3[] {
  const steps = Array.from({ length: 2 * distance + 1 }, (_, k) => k - distance);
  const all = steps.flatMap((z) => steps.flatMap((y) => steps.map((x): Vec3 => [x, y, z])));
  return all.filter((m) => m.some((step) => step !== 0));
}

/** Voxels of each zone, by flood fill. In a volume of one slice it makes no difference that the
 * vectors also lead out of the slice. */
export function zonesOf(volume: LevelVolume): { level: number; voxels: Voxel[] }[] {
  const seen = new Set<string>();
  const zones: { level: number; voxels: Voxel[] }[] = [];
  for (const start of voxelsOf(volume)) {
    if (seen.has(start.join())) continue;
    seen.add(start.join());
    const level = levelAt(volume, start);
    const voxels = [start];
    for (const voxel of voxels) {
      for (const m of vectorsWithin(1)) {
        const next = plus(voxel, m);
        if (levelAt(volume, next) !== level || seen.has(next.join())) continue;
        seen.add(next.join());
        voxels.push(next);
      }
    }
    zones.push({ level, voxels });
  }
  return zones;
}

const axes3D: readonly Vec3[] = [[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]]; // biome-ignore format: a list

/** Distance of each voxel to the border, in the order of the data: by how often it survives erosion. */
export function distancesByErosion(volume: LevelVolume, dimension: 2 | 3): number[] {
  const [nx, ny] = volume.size;
  const axes = dimension === 2 ? axes3D.slice(0, 4) : axes3D;
  const distance = Array.from(volume.data, () => 0);
  let left = volume;
  while (voxelsOf(left).length > 0) {
    const eroded = left.data.slice();
    for (const voxel of voxelsOf(left)) {
      const v = voxel[0] + nx * (voxel[1] + ny * voxel[2]);
      distance[v]++;
      if (axes.some((axis) => levelAt(left, plus(voxel, axis)) === 0)) eroded[v] = 0;
    }
    left = { ...left, data: eroded };
  }
  return distance;
}

/** Level and neighbours' levels of each region voxel. */
export function neighbourhoods(
  volume: LevelVolume,
  distance: number,
): { level: number; around: number[] }[] {
  return voxelsOf(volume).map((voxel) => ({
    level: levelAt(volume, voxel),
    around: vectorsWithin(distance)
      .map((m) => levelAt(volume, plus(voxel, m)))
      .filter((level) => level > 0),
  }));
}
