import { choose, type RandomStream, randomStream } from "../math/random.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { reframe } from "../processing/resample.ts";
import { checkValue } from "../schema/check.ts";
import { type Box, boxSize, wholeBox, widenBox } from "../volume/box.ts";
import { checkMask, countVoxels, type Mask } from "../volume/mask.ts";
import type { Grid, Vec3 } from "../volume/volume.ts";
import { innerLayer, outerLayer, setVoxels } from "./mask-layers.ts";

/** A mask cropped to a box of a grid; outside the box it is 0. */
export interface BoxedMask {
  /** As large as the box. */
  readonly mask: Mask;
  readonly box: Box;
}

/**
 * A mask of N voxels grown or shrunk to round(N (1 + fraction)) voxels.
 *
 * Whole layers of voxels at the outline are added or removed while the volume allows it; of the last layer,
 * voxels are drawn at random until the volume is met (Zwanenburg et al. 2019,
 * https://doi.org/10.1038/s41598-018-36938-4, "volume adaptation"). A layer is the voxels that share a face
 * with the outline, however thick they are in mm. The space past the grid counts as outside the mask.
 *
 * @param fraction above -1; 0.1 adds a tenth
 * @param seed an integer from 0 to 2^53 - 1
 * @throws VoxomicsError `invalid-mask`, `invalid-volume`, `invalid-settings`; `empty-mask` if nothing
 *   would be left; `too-large` if the grid has no room for the volume
 *
 * @example
 * ```ts
 * import { countVoxels } from "voxomics";
 * import { changeVolume } from "voxomics/reproducibility";
 *
 * const grown = changeVolume(mask, 0.1, 1);
 * console.log(countVoxels(grown) / countVoxels(mask)); // about 1.1
 * ```
 */
export function changeVolume(mask: Mask, fraction: number, seed: number): Mask {
  const checked = checkMask(mask);
  checkFraction(fraction);
  const whole = wholeBox(checked);
  const room = (k: Vec3) => k.every((index, a) => index >= 0 && index < checked.size[a]);
  const boxed = { mask: checked, box: whole };
  const { mask: resized, box } = resizeMask(
    boxed,
    fraction,
    randomStream(seed, "volume"),
    checked,
    room,
  );
  return { ...reframe(resized, box, checked, whole), origin: checked.origin };
}

/**
 * Checks a change of volume.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function checkFraction(fraction: number): void {
  const possible = Number.isFinite(fraction) && fraction > -1;
  checkValue(possible, "volume", fraction, "a number above -1");
}

/**
 * `changeVolume` of a mask that is cropped to a box of `grid`.
 *
 * @param room whether the mask may grow into a voxel of the grid
 */
export function resizeMask(
  boxed: BoxedMask,
  fraction: number,
  stream: RandomStream,
  grid: Grid,
  room: (voxel: Vec3) => boolean,
): BoxedMask {
  const voxels = countVoxels(boxed.mask);
  const target = Math.round(voxels * (1 + fraction));
  if (target === 0) {
    throw new VoxomicsError(
      "empty-mask",
      `volume: a change by ${fraction} would leave none of the region's ${voxels} voxels`,
      { fraction, voxels },
    );
  }
  let missing = target - voxels;
  let { mask, box } = boxed;
  while (missing !== 0) {
    const grows = missing > 0;
    if (grows) {
      const wider = widenBox(box, [1, 1, 1]);
      mask = reframe(mask, box, grid, wider);
      box = wider;
    }
    const layer = grows
      ? outerLayer(mask).filter((v) => room(indicesOf(v, box)))
      : innerLayer(mask);
    if (layer.length === 0) {
      throw new VoxomicsError(
        "too-large",
        `volume: a change by ${fraction} needs ${target} voxels, the image has room for ${target - missing}`,
        { found: target, expected: target - missing, fraction, voxels },
      );
    }
    const whole = layer.length <= Math.abs(missing);
    const taken = whole ? layer : choose(layer, Math.abs(missing), stream);
    mask = setVoxels(mask, taken, grows ? 1 : 0);
    missing += grows ? -taken.length : taken.length;
  }
  return { mask, box };
}

/** The indices (x, y, z) on the grid of voxel v of a box. */
function indicesOf(v: number, box: Box): Vec3 {
  const [nx, ny] = boxSize(box);
  const row = Math.floor(v / nx);
  return [box.min[0] + (v % nx), box.min[1] + (row % ny), box.min[2] + Math.floor(row / ny)];
}
