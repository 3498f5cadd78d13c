import phantom from "../../ibsi-phantoms/digital-phantom.json" with { type: "json" };
import type { Mask } from "../volume/mask.ts";
import { toVec3 } from "../volume/vec3.ts";
import { identityDirection, type Volume } from "../volume/volume.ts";

/**
 * The digital phantom of IBSI 1: 5 × 4 × 4 voxels of 2 mm, 74 of them in the region.
 *
 * By A. Zwanenburg, Image Biomarker Standardisation Initiative, CC BY 4.0.
 *
 * @example
 * ```ts
 * import { digitalPhantom } from "voxomics/validate";
 *
 * const { image, mask } = digitalPhantom();
 * image.size; // [5, 4, 4]
 * image.spacing; // [2, 2, 2]
 * mask.data.length; // 80
 * ```
 */
export function digitalPhantom(): { image: Volume<Float64Array>; mask: Mask } {
  const grid = {
    size: toVec3(phantom.size),
    spacing: toVec3(phantom.spacing),
    origin: [0, 0, 0],
    direction: identityDirection,
  } as const;
  return {
    image: { ...grid, data: Float64Array.from(phantom.image) },
    mask: { ...grid, data: Uint8Array.from(phantom.mask) },
  };
}
