import { VoxomicsError } from "../messages/errors.ts";
import { counted } from "../messages/phrases.ts";
import { orDefault, orNull, withDefault } from "../schema/defaults.ts";
import { integer } from "../schema/values.ts";
import { type Box, boundingBox, boxSize } from "../volume/box.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";

/** What a region has to be, so that it is measured. */
export const regionSettings = {
  label: orDefault(
    integer({
      description: "The voxels of the mask with this value are the region.",
      exclusiveMinimum: 0,
    }),
    1,
  ),
  minimumROIDimensions: orDefault(
    integer({
      description: "Along how many axes a region has to have more than one voxel.",
      minimum: 1,
      maximum: 3,
    }),
    2,
  ),
  minimumROISize: withDefault(
    orNull(
      integer({
        description: "A region needs more voxels than this. null: any number is enough.",
        exclusiveMinimum: 0,
      }),
    ),
    null,
  ),
} as const;

/** The settings that `checkRegion` reads. */
export interface RegionRules {
  readonly minimumROIDimensions: number;
  readonly minimumROISize: number | null;
}

/**
 * The bounding box of a region that is large enough to be measured.
 *
 * @throws VoxomicsError `empty-mask` for a region without a voxel, `too-small` for one of a single voxel, of
 *   fewer dimensions than `minimumROIDimensions`, or of no more voxels than `minimumROISize`
 */
export function checkRegion(mask: Mask, rules: RegionRules): Box {
  const { minimumROIDimensions, minimumROISize } = rules;
  const box = boundingBox(mask);
  if (box === null) throw new VoxomicsError("empty-mask", "the region has no voxel");
  const size = boxSize(box);
  const dimensions = size.filter((n) => n > 1).length;
  if (dimensions === 0) {
    refuse("the region has 1 voxel, expected at least 2", { voxels: 1, expected: 2 });
  }
  if (dimensions < minimumROIDimensions) {
    refuse(
      `the region's box has ${size.join(" × ")} voxels, more than one along ${counted(dimensions, "axis", "axes")}; minimumROIDimensions asks for ${minimumROIDimensions}`,
      { dimensions, size, expected: minimumROIDimensions },
    );
  }
  const voxels = countVoxels(mask);
  if (minimumROISize !== null && voxels <= minimumROISize) {
    refuse(`the region has ${voxels} voxels; minimumROISize asks for more than ${minimumROISize}`, {
      voxels,
      expected: minimumROISize + 1,
    });
  }
  return box;
}

function refuse(message: string, details: VoxomicsError<"too-small">["details"]): never {
  throw new VoxomicsError("too-small", message, details);
}
