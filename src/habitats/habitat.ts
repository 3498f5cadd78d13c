import { componentsOf } from "../regions/components.ts";
import type { Mask } from "../volume/mask.ts";
import { type Grid, gridOf, type Volume } from "../volume/volume.ts";
import type { MapValues } from "./map-values.ts";
import { meanOf, standardDeviation } from "./scale.ts";

/** A habitat of a region: its size, and the values of the maps in it. */
export interface Habitat {
  /** Its number in the label map, from 1. */
  readonly label: number;
  readonly voxels: number;
  /** Voxels times the volume of a voxel, in mm³. */
  readonly volume: number;
  /** Part of the voxels that belong to a habitat, from 0 to 1. */
  readonly fraction: number;
  /** Parts that do not touch, by 26 neighbours. */
  readonly components: number;
  /** Part of its voxels in the largest of these, from 0 to 1; null for a habitat without a voxel. */
  readonly largestComponent: number | null;
  /** Mean and standard deviation (of N) of each map in its voxels, in the map's unit; null without a voxel. */
  readonly maps: Readonly<Record<string, { readonly mean: number; readonly sd: number } | null>>;
}

/** The label map of habitats: 0 outside, and the number of the habitat of each voxel. */
export function labelMap(grid: Grid, voxels: Int32Array, labels: Uint8Array): Volume<Uint8Array> {
  const data = new Uint8Array(grid.size[0] * grid.size[1] * grid.size[2]);
  for (let i = 0; i < voxels.length; i++) data[voxels[i]] = labels[i];
  return { ...gridOf(grid), data };
}

/** The voxels of one habitat. */
export function habitatMask(labels: Volume, label: number): Mask {
  return { ...labels, data: Uint8Array.from(labels.data, (value) => (value === label ? 1 : 0)) };
}

/** What habitats are, one after the other. */
export function describeHabitats(
  map: Volume<Uint8Array>,
  labels: Uint8Array,
  { columns }: Pick<MapValues, "columns">,
  names: readonly string[],
  number: number,
): Habitat[] {
  const [sx, sy, sz] = map.spacing;
  return Array.from({ length: number }, (_, n) => {
    const label = n + 1;
    const voxels = labels.reduce((sum, one) => sum + (one === label ? 1 : 0), 0);
    const { sizes } = componentsOf(habitatMask(map, label));
    const maps = columns.map((column) => {
      if (voxels === 0) return null;
      const inside = column.filter((_x, i) => labels[i] === label);
      const mean = meanOf(inside);
      return { mean, sd: standardDeviation(inside, mean) };
    });
    return {
      label,
      voxels,
      volume: voxels * sx * sy * sz,
      fraction: voxels / labels.length,
      components: sizes.length,
      largestComponent: voxels === 0 ? null : sizes[0] / voxels,
      maps: Object.fromEntries(names.map((name, f) => [name, maps[f]])),
    };
  });
}
