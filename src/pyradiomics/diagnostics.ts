import { version } from "../base/version.ts";
import { textureGrid } from "../matrices/texture-grid.ts";
import { labelZones } from "../matrices/zones.ts";
import { boundingBox, boxSize } from "../volume/box.ts";
import { indexToWorld } from "../volume/geometry.ts";
import { countVoxels, intensitiesIn, type Mask } from "../volume/mask.ts";
import { gridOf, type Vec3, type Volume, type VoxelArray } from "../volume/volume.ts";
import type { PyradiomicsParams } from "./params/params.ts";
import { sha1 } from "./sha1.ts";

/** The value of a diagnostic: a number, a text, numbers along x, y, z, or settings by name. */
export type DiagnosticValue =
  | number
  | string
  | readonly number[]
  | Readonly<Record<string, unknown>>;

/** What PyRadiomics tells about an extraction: one of its `diagnostics_` columns. */
export interface Diagnostic {
  /** `diagnostics_Mask-original_VoxelNum`. */
  readonly name: string;
  readonly value: DiagnosticValue | null;
  /** Why the value is null; null where it is not. */
  readonly reason: string | null;
}

/** A diagnostic that has a value. */
function told(name: string, value: DiagnosticValue): Diagnostic {
  return { name: `diagnostics_${name}`, value, reason: null };
}

/** The programs that the values come from, and the settings. */
export function diagnoseParams({ settings, imageTypes }: PyradiomicsParams): Diagnostic[] {
  const others = ["Numpy", "SimpleITK", "PyWavelet", "Python"];
  return [
    told("Versions_PyRadiomics", `voxomics ${version}`),
    ...others.map((name) => ({
      name: `diagnostics_Versions_${name}`,
      value: null,
      reason: "not-used",
    })),
    told("Configuration_Settings", withNumbers(settings)),
    told(
      "Configuration_EnabledImageTypes",
      Object.fromEntries(imageTypes.map(({ name, custom }) => [name, withNumbers(custom)])),
    ),
  ];
}

/** Settings of an image type as PyRadiomics has them: a sigma is a number, however it is written. */
function withNumbers<S extends { readonly sigma?: readonly (number | string)[] }>(settings: S) {
  const { sigma } = settings;
  return sigma === undefined ? settings : { ...settings, sigma: sigma.map(Number) };
}

/** An image as it was given, or after resampling. */
export function diagnoseImage(image: Volume, stage: "original" | "interpolated"): Diagnostic[] {
  const { data, spacing, size } = image;
  const prefix = `Image-${stage}`;
  const identity =
    stage === "original"
      ? [told(`${prefix}_Hash`, hashOf(data)), told(`${prefix}_Dimensionality`, "3D")]
      : [];
  return [
    ...identity,
    told(`${prefix}_Spacing`, spacing),
    told(`${prefix}_Size`, size),
    ...spread(prefix, data),
  ];
}

/** Steps after which a mask is told about. */
export type MaskStage = "original" | "interpolated" | "corrected" | "resegmented";

/**
 * A region after a step, with the intensities in it.
 *
 * @param image null before image and mask are known to lie on one grid
 */
export function diagnoseMask(mask: Mask, stage: MaskStage, image: Volume | null): Diagnostic[] {
  const prefix = `Mask-${stage}`;
  const { centre, zones, box } = shapeOf(mask);
  return [
    told(`${prefix}_Spacing`, mask.spacing),
    told(`${prefix}_Size`, mask.size),
    told(`${prefix}_BoundingBox`, box),
    told(`${prefix}_VoxelNum`, countVoxels(mask)),
    told(`${prefix}_VolumeNum`, zones),
    told(`${prefix}_CenterOfMassIndex`, centre),
    told(`${prefix}_CenterOfMass`, indexToWorld(mask, centre)),
    ...(image === null ? [] : spread(prefix, intensitiesIn(image, mask))),
  ];
}

/** What identifies a label map: its labels are numbers of 32 bits for PyRadiomics, whatever the file has. */
export function diagnoseLabels({ data }: Volume): Diagnostic[] {
  return [told("Mask-original_Hash", hashOf(Uint32Array.from(data)))];
}

function hashOf(data: VoxelArray): string {
  return sha1(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function spread(prefix: string, values: VoxelArray): Diagnostic[] {
  let sum = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < values.length; v++) {
    sum += values[v];
    if (values[v] < lowest) lowest = values[v];
    if (values[v] > highest) highest = values[v];
  }
  return [
    told(`${prefix}_Mean`, sum / values.length),
    told(`${prefix}_Minimum`, lowest),
    told(`${prefix}_Maximum`, highest),
  ];
}

/** Box (its first voxel and its size), connected parts, and mean index of a region that has voxels. */
function shapeOf(mask: Mask): { box: readonly number[]; zones: number; centre: Vec3 } {
  const box = boundingBox(mask) ?? { min: [0, 0, 0], max: [-1, -1, -1] };
  const levels = { ...gridOf(mask), data: Uint16Array.from(mask.data), levels: 1 };
  const grid = textureGrid(levels, 1);
  const [nx, ny] = grid.size;
  let [x, y, z] = [0, 0, 0];
  for (const v of grid.voxels) {
    x += v % nx;
    y += Math.floor(v / nx) % ny;
    z += Math.floor(v / (nx * ny));
  }
  const [ox, oy, oz] = grid.origin;
  const n = grid.voxels.length;
  return {
    box: [...box.min, ...boxSize(box)],
    zones: labelZones(grid, 3).level.length,
    centre: [ox + x / n - grid.pad, oy + y / n - grid.pad, oz + z / n - grid.pad],
  };
}
