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
 * The volume with its voxels in memory that workers share, so that no task of a pool copies them:
 * for an image that several tasks measure. Costs one copy, none where they are shared already.
 *
 * A browser shares memory only with a page that is cross-origin isolated (`crossOriginIsolated`).
 * Elsewhere the volume stays as it is, and every task gets a copy.
 */
export function shareVolume<A extends VoxelArray>(volume: Volume<A>): Volume<A> {
  checkVolume(volume, "volume");
  const { data } = volume;
  if (!memoryIsShared() || isShared(data)) return volume;
  const shared = emptyLike(data, new SharedArrayBuffer(data.byteLength));
  shared.set(data);
  return { ...volume, data: shared };
}

/** The volume as a message to a worker: what else the record or the array's buffer holds stays. */
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
