import { smoothSize } from "../src/math/fft.ts";
import type { SettingsInput } from "../src/settings/settings.ts";
import { type Mask, toMask } from "../src/volume/mask.ts";
import type { Vec3, Volume } from "../src/volume/volume.ts";
import { ctPhantom } from "./ct-phantom.ts";
import { ellipsoid, texturedBox } from "./volumes.ts";

/** What a row is measured on: a description from which any process makes the same image and region. */
export interface Workload {
  readonly name: WorkloadName;
  /** Voxels of the region that were asked for; null where the workload has a size of its own. */
  readonly size: number | null;
  /**
   * Grey levels that were asked for; null where the workload has bins of its own, or levels do not
   * matter.
   */
  readonly levels: number | null;
}

export type WorkloadName = keyof typeof workloads;

/** An image with its region, and the settings that it is measured with. */
export interface Material {
  readonly image: Volume;
  readonly mask: Mask;
  readonly settings: SettingsInput;
}

interface WorkloadKind {
  readonly what: string;
  readonly make: (size: number, levels: number) => Promise<Material> | Material;
}

/** Number of grey levels of a workload that states none. */
const defaultLevels = 64;

/** Voxels of the image around synthetic regions: further than the spheres of local intensity reach. */
const margin = 8;

const ct: SettingsInput = { discretise: { method: "fixedBinSize", width: 25 } };

/** The workloads by name. */
export const workloads = {
  smooth: {
    what: "ellipsoid of waves with a little noise, as in tissue",
    make: (size: number, levels: number) => synthetic("smooth", ellipsoidSize(size), levels),
  },
  noise: {
    what: "ellipsoid of noise, the worst case for branches",
    make: (size: number, levels: number) => synthetic("noise", ellipsoidSize(size), levels),
  },
  cube: {
    what: "cube of noise, all of it the region; sides are products of 2, 3 and 5",
    make: (size: number, levels: number) => {
      const side = smoothSize(Math.cbrt(size));
      const image = texturedBox("noise", [side, side, side]);
      const mask = { ...image, data: new Uint8Array(image.data.length).fill(1) };
      return { image, mask, settings: inBins(levels) };
    },
  },
  w2: {
    what: "IBSI CT phantom, resampled to 1 mm: 357,857 voxels, 67 levels of 25 HU",
    make: () => phantom({ ...ct, resample: { spacing: [1, 1, 1], roundIntensities: true } }),
  },
  native: {
    what: "IBSI CT phantom on its own grid: 125,256 voxels, 69 levels of 25 HU",
    make: () => phantom(ct),
  },
  lesion: {
    what: "synthetic lesion of 4,138 voxels and 33 levels, in place of a brain lesion of 4,137 voxels",
    make: () => synthetic("smooth", [22, 21, 17], 33),
  },
} as const satisfies Record<string, WorkloadKind>;

/** The workloads with bins and a size of their own, and their voxels. */
export const fixedWorkloads = {
  w2: 357857,
  native: 125256,
  lesion: 4138,
} as const satisfies Partial<Record<WorkloadName, number>>;

export const fixedNames = Object.keys(fixedWorkloads) as (keyof typeof fixedWorkloads)[];

export async function makeMaterial({ name, size, levels }: Workload): Promise<Material> {
  return workloads[name].make(size ?? 0, levels ?? defaultLevels);
}

/** A small workload of the same kind, on which code is compiled before it is timed. */
export function warmUpFor({ name, levels }: Workload): Workload {
  const kind = name === "cube" || name === "noise" ? name : "smooth";
  return { name: kind, size: 3000, levels };
}

/** `smooth 100000, 64 levels` */
export function workloadTitle({ name, size, levels }: Workload): string {
  return `${name}${size === null ? "" : ` ${size}`}${levels === null ? "" : `, ${levels} levels`}`;
}

/** Box of an ellipsoid of about that many voxels, 0.7 times as high as wide. */
function ellipsoidSize(voxels: number): Vec3 {
  const side = Math.cbrt((6 * voxels) / (0.7 * Math.PI));
  return [Math.round(side), Math.round(side), Math.round(0.7 * side)];
}

function synthetic(texture: "smooth" | "noise", size: Vec3, levels: number): Material {
  const { image, mask } = ellipsoid(texture, size, margin);
  return { image, mask: toMask(mask), settings: inBins(levels) };
}

async function phantom(settings: SettingsInput): Promise<Material> {
  const { image, mask } = await ctPhantom();
  return { image, mask: toMask(mask), settings };
}

function inBins(bins: number): SettingsInput {
  return { discretise: { method: "fixedBinNumber", bins } };
}
