import {
  checkVolume,
  gridOf,
  identityOf,
  placementOf,
  thicknessOf,
  type Volume,
  type VoxelArray,
} from "../volume/volume.ts";

/**
 * A volume with its voxels in memory that workers share, so that tasks of a pool need no copies: for an image
 * that several tasks measure. Makes one copy, or none if the memory is shared already.
 *
 * Browsers share memory only in pages that are cross-origin isolated (`crossOriginIsolated`). In other pages
 * the same volume is returned, and every task gets a copy.
 *
 * @example
 * ```ts
 * import { createPool, readFile, shareVolume } from "voxomics/node";
 *
 * const image = shareVolume(await readFile("ct.nii.gz"));
 * const pool = createPool();
 * const outcomes = await pool.extractRegions(image, masks); // no copy of the image for each worker
 * console.log(outcomes.length);
 * await pool.close();
 * ```
 */
export function shareVolume<A extends VoxelArray>(volume: Volume<A>): Volume<A> {
  checkVolume(volume, "volume");
  const { data } = volume;
  if (!memoryIsShared() || isShared(data)) return volume;
  const shared = emptyLike(data, new SharedArrayBuffer(data.byteLength));
  shared.set(data);
  return { ...volume, data: shared };
}

/**
 * A volume as a message to a worker: without other fields of the record, and without the rest of the
 * array's buffer.
 */
export function portable(volume: Volume): Volume {
  const { data } = volume;
  const whole = data.byteLength === data.buffer.byteLength || isShared(data);
  return {
    ...gridOf(volume),
    ...placementOf(volume),
    ...identityOf(volume),
    ...thicknessOf(volume),
    data: whole ? data : data.slice(),
  };
}

/** A task whose volumes are checked, and as `portable` makes them. */
export function portableTask<
  Task extends {
    readonly image: Volume;
    readonly mask: Volume;
    readonly within?: Volume | undefined;
  },
>(task: Task): Task {
  const { image, mask, within } = task;
  return {
    ...task,
    image: portable(checkVolume(image, "image")),
    mask: portable(checkVolume(mask, "mask")),
    ...(within === undefined ? {} : { within: portable(checkVolume(within, "within")) }),
  };
}

function memoryIsShared(): boolean {
  if (typeof SharedArrayBuffer === "undefined") return false;
  return globalThis.crossOriginIsolated ?? true; // undefined outside of browsers
}

function isShared({ buffer }: VoxelArray): boolean {
  return typeof SharedArrayBuffer !== "undefined" && buffer instanceof SharedArrayBuffer;
}

function emptyLike<A extends VoxelArray>(data: A, buffer: SharedArrayBuffer): A {
  const TypedArray = data.constructor as new (buffer: SharedArrayBuffer) => A;
  return new TypedArray(buffer);
}
