import { type NVImage as Image, NVImage } from "@niivue/niivue";
import { datatypeCodes, niftiImage } from "../../../adapters/nifti-image.ts";
import { type Grid, kindOf } from "../../../volume/volume.ts";
import type { ShownVoxels } from "../../work/shown-volume.ts";

/** How a volume is drawn. */
export interface Drawing {
  readonly name: string;
  /** A colour map of NiiVue. */
  readonly colours: string;
  /** From 0 to 1. */
  readonly opacity: number;
  /** The values at the ends of the colours. */
  readonly window: readonly [number, number];
  /** The least and the greatest value. */
  readonly range: readonly [number, number];
  readonly colourBar: boolean;
}

/**
 * An image of NiiVue that shares the voxels of a volume. Its window and range are given: NiiVue would go through all
 * voxels for them, on the page's thread.
 */
export function nvImageOf(
  grid: Grid,
  data: ShownVoxels,
  { name, colours, opacity, window, range, colourBar }: Drawing,
): Image {
  const voxels = { data, datatypeCode: datatypeCodes[kindOf(data)] };
  const drawn = { name, colormap: colours, opacity, window, range };
  const nv = niftiImage(NVImage, grid, voxels, drawn);
  nv.colorbarVisible = colourBar;
  return nv;
}
