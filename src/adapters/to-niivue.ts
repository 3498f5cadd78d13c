import { VoxomicsError } from "../messages/errors.ts";
import { checkOptions } from "../schema/check-options.ts";
import { checkVolume, kindOf, type Volume, type VoxelArray } from "../volume/volume.ts";
import { notA, unclamped } from "./foreign-volume.ts";
import { datatypeCodes, type NiivueImageClass, niftiImage } from "./nifti-image.ts";
import { type ShownRange, shownRange } from "./shown-range.ts";

/** How NiiVue draws a volume. */
export interface NiivueDrawing {
  /** What NiiVue calls the image. Default "volume". */
  readonly name?: string;
  /** One of NiiVue's colour maps. Default "gray". */
  readonly colormap?: string;
  /** From 0 to 1. Default 1. */
  readonly opacity?: number;
  /**
   * The values at the ends of the colour map: `cal_min` and `cal_max` of NiiVue. Default: the least and the
   * greatest finite value. Over another image, NiiVue does not draw voxels at or below the first.
   */
  readonly window?: readonly [number, number];
}

/**
 * Makes a NiiVue `NVImage` from a volume: an image, a mask, a response map or a feature map.
 *
 * Voxels are shared, except for those of types that NiiVue does not draw: signed bytes become 16-bit integers, 32-bit
 * integers 64-bit floats, with the same values. LPS becomes RAS. Voxels that are NaN, as those outside the region
 * of a feature map are, are not drawn over another image, and all others are. Frame of reference and series have no
 * place in an `NVImage`.
 *
 * @param NVImage NiiVue's class, which is not imported here
 * @throws VoxomicsError `invalid-volume` for a volume that contradicts itself or what is not NiiVue's class,
 *   `invalid-settings` for a window that is no two ascending numbers, or an opacity outside of 0 to 1
 *
 * @example
 * ```ts
 * import { featureMap } from "voxomics";
 * import { toNiivue } from "voxomics/adapters";
 * import { Niivue, NVImage } from "@niivue/niivue";
 *
 * async function show(nv: Niivue) {
 *   const [entropy] = featureMap(image, mask, { features: ["cm_joint_entr_3D_comb"] });
 *   nv.addVolume(toNiivue(image, NVImage, { window: [-160, 240] }));
 *   nv.addVolume(toNiivue(mask, NVImage, { colormap: "red", opacity: 0.3 }));
 *   nv.addVolume(toNiivue(entropy.volume, NVImage, { colormap: "viridis", opacity: 0.7 }));
 * }
 * console.log(show);
 * ```
 */
export function toNiivue<Image extends object>(
  volume: Volume,
  NVImage: NiivueImageClass<Image>,
  options: NiivueDrawing = {},
): Image {
  checkOptions(options, { name: null, colormap: null, opacity: null, window: null });
  const { name = "volume", colormap = "gray", opacity = 1, window } = options;
  checkDrawing(opacity, window);
  const checked = checkVolume(volume, "volume");
  if (typeof NVImage?.createNiftiHeader !== "function") {
    throw notA("NiiVue's class NVImage", typeof NVImage);
  }
  const voxels = drawable(checked.data);
  const range = shownRange(voxels.data);
  return niftiImage(NVImage, checked, voxels, {
    ...{ name, colormap, opacity },
    window: window ?? [lowestShown(range), range.highest],
    range: [range.lowest, range.highest],
  });
}

function checkDrawing(opacity: unknown, window: unknown): void {
  if (!(typeof opacity === "number" && opacity >= 0 && opacity <= 1)) {
    refuse("opacity", opacity, "a number from 0 to 1");
  }
  if (window === undefined) return;
  const [lower, upper] = Array.isArray(window) && window.length === 2 ? window : [];
  if (Number.isFinite(lower) && Number.isFinite(upper) && lower < upper) return;
  refuse("window", window, "two numbers, the lesser first");
}

function refuse(field: string, found: unknown, expected: string): never {
  const shown = Array.isArray(found) ? `[${found.join(", ")}]` : String(found);
  throw new VoxomicsError(
    "invalid-settings",
    `${field}: found ${shown}, expected ${expected}`,
    { field, found, expected }, // biome-ignore format: one line
  );
}

/**
 * Where the colours of a volume begin. NiiVue draws values above it only, so it lies below the least value of a map
 * with NaN, by more than the rounding to the 32-bit floats of a texture.
 */
function lowestShown({ lowest, highest, hasNaN }: ShownRange): number {
  if (!hasNaN) return lowest;
  return lowest - 2 ** -20 * Math.max(Math.abs(lowest), highest - lowest, 2 ** -100);
}

function drawable(voxels: VoxelArray): { data: VoxelArray; datatypeCode: number } {
  const data = widened(unclamped(voxels));
  return { data, datatypeCode: datatypeCodes[kindOf(data)] };
}

function widened(data: VoxelArray): VoxelArray {
  const kind = kindOf(data);
  if (kind === "Int8Array") return Int16Array.from(data);
  return kind === "Int32Array" || kind === "Uint32Array" ? Float64Array.from(data) : data;
}
