import phantom from "../../ibsi-phantoms/digital-phantom.json" with { type: "json" };
import type { Region } from "../../src/processing/region.ts";
import type { Grid, Vec3 } from "../../src/volume/volume.ts";
import { identityDirection } from "../../src/volume/volume.ts";

const grid: Grid = {
  size: phantom.size as unknown as Vec3,
  spacing: phantom.spacing as unknown as Vec3,
  origin: [0, 0, 0],
  direction: identityDirection,
};
const mask = { ...grid, data: Uint8Array.from(phantom.mask) };

/** The IBSI 1 digital phantom, unprocessed. */
export const digitalPhantom: Region = {
  image: { ...grid, data: Float64Array.from(phantom.image) },
  morphologicalMask: mask,
  intensityMask: mask,
};
