import type { NVImage } from "@niivue/niivue";
import { expect } from "vitest";
import type { Volume } from "../../src/volume/volume.ts";
import { cornerIndices, corners, farthest } from "./grids.ts";

/** Where NiiVue has a voxel of the file, in LPS: its functions take indices of the RAS order. */
function nativeToLps(image: NVImage, index: readonly number[]): number[] {
  const ras = rasIndex(image, index);
  const [x, y, z] = image.vox2mm(ras, image.matRAS!);
  return [-x, -y, z];
}

function rasIndex(image: NVImage, index: readonly number[]): number[] {
  return image.permRAS!.map((axis) => {
    const native = index[Math.abs(axis) - 1];
    return axis < 0 ? image.hdr!.dims[Math.abs(axis)] - 1 - native : native;
  });
}

/** The volume has its corners, and their values, where the image has them. */
export function expectCornersOf(image: NVImage, volume: Volume): void {
  const expected = cornerIndices(volume).map((index) => nativeToLps(image, index));
  expect(
    farthest(
      corners(volume).map(({ at }) => at),
      expected,
    ),
  ).toBeLessThan(1e-4);
  for (const [n, index] of cornerIndices(volume).entries()) {
    const [x, y, z] = rasIndex(image, index);
    expect(corners(volume)[n].value).toBeCloseTo(image.getValue(x, y, z), 9);
  }
}
