import type { FamilyId } from "../../src/features/feature.ts";
import { borderDistance } from "../../src/matrices/border-distance.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { labelZones } from "../../src/matrices/zones.ts";
import { measures } from "../../src/measure.ts";
import { discretise } from "../../src/processing/discretise.ts";
import { intensitiesIn } from "../../src/processing/intensities-in.ts";
import type { Settings } from "../../src/settings/settings.ts";
import type { Subject } from "../../src/subject.ts";
import type { Mask } from "../../src/volume/mask.ts";
import type { Vec3, Volume } from "../../src/volume/volume.ts";

export interface Neighbourhood {
  readonly radius: number;
  readonly shape: "cubic" | "spherical";
  readonly dimensions: 2 | 3;
  readonly masked: boolean;
}

/**
 * The features of every voxel's neighbourhood as those of a region of its own, measured by the
 * functions that measure regions: by tag, for each voxel of the mask. No interpolation and no
 * re-segmentation.
 */
export function measureEachNeighbourhood(
  image: Volume<Float64Array>,
  mask: Mask,
  settings: Settings,
  families: readonly FamilyId[],
  kernel: Neighbourhood,
): Map<string, number>[] {
  const inside = [...image.data].filter((_, v) => mask.data[v] === 1);
  const lowest = Math.min(...inside);
  const highest = Math.max(...inside);
  const everywhere: Mask = { ...mask, data: new Uint8Array(mask.data.length).fill(1) };
  const levels = kernel.masked
    ? discretise(image, mask, settings.discretise)
    : discretise(
        { ...image, data: image.data.map((x) => Math.max(lowest, Math.min(highest, x))) },
        everywhere,
        settings.discretise,
      );
  return [...mask.data.keys()].map((v) => {
    const values = new Map<string, number>();
    if (mask.data[v] === 0) return values;
    const near = isNear(image.size, v, kernel);
    const around: Mask = {
      ...mask,
      data: mask.data.map((bit, w) => (near(w) && (bit === 1 || !kernel.masked) ? 1 : 0)),
    };
    const own = { ...levels, data: levels.data.map((level, w) => level * around.data[w]) };
    const grid = textureGrid(own, settings.distance);
    const subject: Subject = {
      region: { image, morphologicalMask: around, intensityMask: around },
      intensities: () => intensitiesIn(image, around),
      levels: () => own,
      grid: () => grid,
      zones: (dimension) => labelZones(grid, dimension),
      borderDistance: (dimension) => borderDistance(around, dimension),
      diagnostics: () => {
        throw new Error("not asked for");
      },
    };
    for (const family of families) {
      for (const { tag, value } of measures[family](subject, settings, "original")) {
        values.set(tag, value ?? Number.NaN);
      }
    }
    return values;
  });
}

/** Whether a voxel is in the kernel around voxel v. */
function isNear(
  [nx, ny]: Vec3,
  v: number,
  { radius, shape, dimensions }: Neighbourhood,
): (w: number) => boolean {
  const place = (w: number) => [w % nx, Math.floor(w / nx) % ny, Math.floor(w / (nx * ny))];
  const [x, y, z] = place(v);
  return (w) => {
    const [tx, ty, tz] = place(w);
    const away = [Math.abs(tx - x), Math.abs(ty - y), Math.abs(tz - z)];
    if (dimensions === 2 && away[2] > 0) return false;
    return shape === "cubic" ? Math.max(...away) <= radius : Math.hypot(...away) <= radius + 1e-9;
  };
}
