import { VoxomicsError } from "../../messages/errors.ts";
import type { Note } from "../../messages/note.ts";
import { counted } from "../../messages/phrases.ts";
import { type Grid, identityDirection, type Thickness, type Vec3 } from "../../volume/volume.ts";
import type { ReadOptions } from "../read-options.ts";
import { thicknessMark, thicknessNote } from "../slice-thickness.ts";
import { spacingText } from "../spacing.ts";

/** What a picture says of its size, and what it does not. */
export interface RasterSize {
  readonly format: "PNG" | "TIFF";
  readonly size: Vec3;
  /** The resolution that the file states, in words; null for none. */
  readonly resolution: string | null;
}

/**
 * The grid of a picture by the spacing that is given: columns run along x, rows along y from the first one on, pages along
 * z; the first voxel is at the origin. The resolution that a file states is not used, since programs write it
 * without knowing the size of pixels.
 *
 * @throws VoxomicsError `invalid-settings` without a spacing, or without the distance between slices
 */
export function rasterGrid(
  { format, size, resolution }: RasterSize,
  { spacing, grid: image }: Pick<ReadOptions, "spacing" | "grid">,
): { readonly grid: Grid & Thickness; readonly notes: readonly Note[] } {
  const slices = size[2];
  if (spacing === undefined) {
    const stated =
      resolution === null
        ? "the file states no resolution"
        : `the file states ${resolution}, which is not taken for it`;
    const ofImage = image === undefined ? "" : `; the image's is ${spacingText(image.spacing)}`;
    throw missing(`${format} needs a spacing in mm, and none was given: ${stated}${ofImage}`, size);
  }
  if (spacing.length === 2 && slices > 1) {
    const found = `${format} holds ${counted(slices, "slice")}, and the spacing ${spacingText(spacing)} has two numbers`;
    throw missing(`${found}: expected the distance between slices as the third`, size);
  }
  const [dx, dy, dz = 1] = spacing;
  const sides: Vec3 = [dx, dy, dz];
  const grid: Grid = { size, spacing: sides, origin: [0, 0, 0], direction: identityDirection };
  const notes =
    spacing.length === 2 ? [thicknessNote("the spacing that was given has two numbers")] : [];
  return { grid: { ...grid, ...thicknessMark(grid, notes) }, notes };
}

function missing(message: string, [, , slices]: Vec3): VoxomicsError {
  const value = slices > 1 ? "DX,DY,DZ" : "DX,DY";
  const advice = [{ option: "spacing", value, does: "states it" }];
  return new VoxomicsError("invalid-settings", message, { advice });
}
