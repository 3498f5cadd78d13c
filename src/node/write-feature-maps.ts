import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { inSteps, type Watch } from "../base/watch.ts";
import {
  type FeatureMapRow,
  type FeatureMapRows,
  featureMapRows,
} from "../feature-map/feature-map-rows.ts";
import type { MapFeature } from "../feature-map/map-features.ts";
import type { FeatureMapOptions } from "../feature-map/map-options.ts";
import { rowsOf } from "../feature-map/slab-rows.ts";
import { niftiHeader } from "../io/nifti/write.ts";
import { encodeVoxels, voxelTypeFor } from "../io/voxel-type.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Pool } from "../pool/pool.ts";
import { checkOptions } from "../schema/check-options.ts";
import type { Volume } from "../volume/volume.ts";
import { fileError } from "./file-error.ts";
import { type MapStore, openMapStore } from "./map-store.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

/** A feature map and the file it was written to. */
export interface WrittenMap extends MapFeature {
  readonly path: string;
}

/** The feature maps that were written. */
export interface WrittenMaps
  extends Pick<
    FeatureMapRows,
    "settings" | "neighbourhood" | "grid" | "voxels" | "derivation" | "notes"
  > {
  readonly maps: readonly WrittenMap[];
}

/** How the making of maps is watched, and who makes them. */
export interface MapWriting extends Watch {
  /** The pool whose workers make the maps. Default: the calling thread makes them. */
  readonly pool?: Pool | undefined;
}

/** The maps of a region of fewer voxels are made before a worker has started. */
const fewestVoxels = 1000;

/** Bytes of a slab of rows: two for each worker are in memory at a time. */
const slabBytes = 2 ** 24;

/** Path of a feature map's file. */
export function mapPath(folder: string, { tag }: Pick<MapFeature, "tag">): string {
  return join(folder, `${tag}.nii.gz`);
}

/**
 * Writes feature maps (see `featureMap`) to a folder, one NIfTI file a feature: `cm_contrast_3D_avg.nii.gz`.
 *
 * Many maps take no more memory than one, since their rows go through a temporary file in the folder. A file
 * gets its name when it is complete.
 *
 * @param folder is made if it does not exist; its parent must exist
 * @param image intensities
 * @param mask 0 and 1, on the image's grid
 * @param watch progress and cancellation, a step for each row and each file; with a `pool`, its workers make the
 *   rows
 * @throws VoxomicsError as `featureMap` does, and `invalid-file` for what cannot be written
 *
 * @example
 * ```ts
 * import { writeFeatureMaps } from "voxomics/node";
 *
 * const written = await writeFeatureMaps("maps", image, mask, { features: ["stat_mean"], radius: 2 });
 * console.log(written); // maps/stat_mean.nii.gz
 * ```
 */
export async function writeFeatureMaps(
  folder: string,
  image: Volume,
  mask: Volume,
  options: FeatureMapOptions = {},
  watch: MapWriting = {},
): Promise<WrittenMaps> {
  checkOptions(watch, { pool: "object", onProgress: "function", signal: "signal" }, "watch");
  const { pool } = watch;
  const next = inSteps(2, watch);
  const watched = next("feature maps");
  const made = featureMapRows(image, mask, options, watched);
  const { settings, neighbourhood, features, grid, voxels, notes, derivation } = made;
  await makeFolder(folder);
  const store = await openMapStore(folder, made);
  try {
    const starts: number[] = [];
    const inPool = pool !== undefined && made.voxels >= fewestVoxels;
    const rows = inPool ? rowsInPool(pool, { image, mask, options }, made, watched) : made.rows();
    for await (const row of rows) {
      starts.push(row.start);
      await store.add(row);
    }
    await store.finish();
    const nextFile = inSteps(features.length, next("files"));
    const maps: WrittenMap[] = [];
    for (const [map, feature] of features.entries()) {
      nextFile(feature.tag);
      const path = mapPath(folder, feature);
      const bytes = () => fileOf(made, map, starts, store);
      await pipeline(bytes, createGzip(), (zipped) => writeFileAtomic(path, zipped));
      maps.push({ ...feature, path });
    }
    const derived = derivation === undefined ? {} : { derivation };
    return { settings, neighbourhood, grid, voxels, ...derived, notes, maps };
  } finally {
    await store.close();
  }
}

async function* rowsInPool(
  pool: Pool,
  { image, mask, options }: { image: Volume; mask: Volume; options: FeatureMapOptions },
  { features, rowCount, rowLength }: FeatureMapRows,
  watch: Watch,
): AsyncGenerator<FeatureMapRow, void, undefined> {
  const bytes = 8 * features.length * rowCount * rowLength;
  const slabs = Math.min(rowCount, Math.max(2 * pool.workers, Math.ceil(bytes / slabBytes)));
  for await (const slab of pool.featureMapSlabs(image, mask, options, slabs, watch)) {
    yield* rowsOf(slab);
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (cause) {
    const existing = await stat(folder).catch(() => null);
    if (existing?.isDirectory()) return;
    if (existing === null) throw fileError(folder, cause);
    throw new VoxomicsError("invalid-file", `${folder}: is a file, expected a folder`, {
      path: folder,
    });
  }
}

/** The bytes of a map's NIfTI file, slice by slice; voxels without a value are NaN. */
async function* fileOf(
  { grid, rowLength }: FeatureMapRows,
  map: number,
  starts: readonly number[],
  store: MapStore,
): AsyncGenerator<Uint8Array> {
  const [nx, ny, nz] = grid.size;
  yield niftiHeader(grid, voxelTypeFor(new Float64Array()));
  for (let z = 0, row = 0; z < nz; z++) {
    const slice = new Float64Array(nx * ny).fill(Number.NaN);
    const first = row;
    while (row < starts.length && starts[row] < (z + 1) * slice.length) row++;
    const rows = await store.read(map, first, row - first);
    for (let r = first; r < row; r++) {
      const from = (r - first) * rowLength;
      slice.set(rows.subarray(from, from + rowLength), starts[r] - z * slice.length);
    }
    yield encodeVoxels(slice, new Uint8Array(0));
  }
}
