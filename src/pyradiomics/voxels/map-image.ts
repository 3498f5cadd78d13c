import { once } from "../../base/once.ts";
import { findNonFinite } from "../../processing/check-intensities.ts";
import { countLevels } from "../../processing/discretise.ts";
import { type Box, boundingBox, boxSize, crop, wholeBox } from "../../volume/box.ts";
import type { Mask } from "../../volume/mask.ts";
import type { Vec3, Volume } from "../../volume/volume.ts";
import { checkAngles } from "../angles.ts";
import { checkCompared } from "../classes/check-compared.ts";
import type { FeatureClass } from "../classes/feature-class.ts";
import { featureClasses } from "../classes/feature-classes.ts";
import { digitise } from "../levels.ts";
import type { ChosenClass } from "../params/params.ts";
import type { PyradiomicsSettings } from "../params/settings-schema.ts";
import type { VoxelSettings } from "../params/voxel-settings.ts";
import { type KernelSource, kernelRegion } from "./kernel-region.ts";

/** How the maps of an image are made. */
export interface MapRules {
  readonly settings: PyradiomicsSettings;
  readonly voxelSettings: VoxelSettings;
  /** Classes without shape. */
  readonly classes: readonly ChosenClass[];
  readonly signal: AbortSignal | undefined;
}

/** A class whose features are mapped. */
interface MappedClass {
  readonly row: FeatureClass;
  /** The features that have values, each with its map. */
  readonly maps: ReadonlyMap<string, Float64Array>;
}

/**
 * The maps of an image's features, by `class_Feature`.
 *
 * @param box the voxels of the maps
 */
export function mapImage(
  image: Volume,
  mask: Mask,
  box: Box,
  { settings, voxelSettings, classes, signal }: MapRules,
): ReadonlyMap<string, Float64Array> {
  const { kernelRadius, maskedKernel, initValue } = voxelSettings;
  const [part, region] = [crop(image, box), crop(mask, box)];
  const counted: Mask = maskedKernel
    ? region
    : { ...region, data: new Uint8Array(region.data.length).fill(1) };
  const mapped = classes.map((one): MappedClass => {
    const row = featureClasses.find(({ name }) => name === one.name) as unknown as FeatureClass;
    checkCompared(row, part.size, settings);
    // PyRadiomics finds the voxels of a first-order kernel by angles too, no longer than the region
    if (row.name === "firstorder") {
      const reached = maskedKernel ? (boundingBox(region) ?? box) : wholeBox(part);
      checkAngles(row.name, boxSize(reached), { ...settings, distances: [1] });
    }
    const valued = one.features.filter((name) => row.features[name].replacedBy === undefined);
    const blank = () => new Float64Array(part.data.length).fill(initValue);
    return { row, maps: new Map(valued.map((name) => [name, blank()])) };
  });
  const source = findNonFinite(part, counted) === null ? sourceOf(part, counted, settings) : null;
  eachVoxel(region, (voxel, centre) => {
    signal?.throwIfAborted();
    const kernel = source && kernelRegion(source, centre, kernelRadius, settings);
    for (const { row, maps } of mapped) {
      const evaluate = kernel && row.measure(kernel, settings);
      for (const [name, map] of maps) map[voxel] = evaluate?.(name).value ?? Number.NaN;
    }
  });
  return new Map(
    mapped.flatMap(({ row, maps }) =>
      [...maps].map(([name, map]) => [`${row.name}_${name}`, map] as const),
    ),
  );
}

function sourceOf(image: Volume, mask: Mask, settings: PyradiomicsSettings): KernelSource {
  const levels = digitise(image, mask, settings);
  const presentLevels = once(() => countLevels(levels).filter((voxels) => voxels > 0).length);
  return { image, mask, levels, presentLevels };
}

function eachVoxel({ data, size }: Mask, use: (voxel: number, at: Vec3) => void): void {
  const [nx, ny, nz] = size;
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) if (data[v] !== 0) use(v, [x, y, z]);
    }
  }
}
