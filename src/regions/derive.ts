import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import { reframe } from "../processing/resample.ts";
import { type Box, boundingBox, crop, shiftBox, wholeBox } from "../volume/box.ts";
import { asMask, type BoxedMask, thresholdMask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { type CroppedRegion, cropRegion, type RegionSize, sizeOfRegion } from "./cropped-region.ts";
import type { Derivation, DerivationStep } from "./derivation.ts";
import { markLabels } from "./labels.ts";
import type { MaskSettings } from "./mask-settings.ts";
import type { Step } from "./step.ts";
import { absentNote, type StepSources, stepsOf } from "./steps.ts";

/** A region of which at least one voxel is inside, its bounding box, and how it was made. */
export interface Derived extends BoxedMask {
  readonly derivation: Derivation;
  readonly notes: readonly Note[];
}

/**
 * The region that settings make of a mask. Of the grid only a box around the region, as far as its margins reach, is
 * worked on.
 *
 * @param mask known to be sound; image and `within` lie on its grid
 * @throws VoxomicsError `invalid-mask`, `empty-mask` naming the step that left no voxel, `invalid-intensity`
 */
export function derive(
  mask: Volume,
  settings: MaskSettings,
  sources: Omit<StepSources, "mask">,
): Derived {
  const { first, notes, ...taken } = takenFrom(mask, settings);
  let region = cropRegion(taken.mask, taken.box);
  const steps: DerivationStep[] = [{ ...first, ...sizeOfRegion(region) }];
  const said = [...notes];
  for (const step of stepsOf(settings, { ...sources, mask })) {
    const { region: made, found = {}, notes: its = [], why } = step.take(region);
    const box = boundingBox(made.mask);
    if (box === null) throw emptyAfter(step, steps[steps.length - 1], why);
    region = narrowed(made, box);
    steps.push({ step: step.name, ...sizeOfRegion(region), ...found });
    said.push(...its);
  }
  const derivation = { steps };
  if (steps.length === 1) return { ...taken, derivation, notes: said };
  const { data } = reframe(region.mask, region.box, taken.mask, wholeBox(taken.mask));
  return { mask: { ...taken.mask, data }, box: region.box, derivation, notes: said };
}

/** A mask as 0 and 1, the box of its voxels, and the record of how it was taken. */
export function takenFrom(
  mask: Volume,
  { threshold, labels }: Pick<MaskSettings, "threshold" | "labels">,
): BoxedMask & {
  readonly first: Pick<DerivationStep, "step" | "absent">;
  readonly notes: readonly Note[];
} {
  if (labels !== null) {
    const { mask: region, absent } = markLabels(mask, labels);
    const isWhole = absent.length === 0;
    return {
      mask: region,
      box: boundingBox(region) as Box, // one that is empty was refused
      first: { step: "labels", ...(isWhole ? {} : { absent }) },
      notes: isWhole ? [] : [absentNote("labels", absent)],
    };
  }
  if (threshold === null) return { ...asMask(mask), first: { step: "mask" }, notes: [] };
  const region = thresholdMask(mask, threshold);
  const box = boundingBox(region) as Box; // one that is empty was refused
  return { mask: region, box, first: { step: "threshold" }, notes: [] };
}

/** The part of a region that a box covers. */
function narrowed({ mask, box }: CroppedRegion, part: Box): CroppedRegion {
  return { mask: crop(mask, part), box: shiftBox(part, box.min) };
}

function emptyAfter(
  { name, title }: Step,
  { voxels, volume }: RegionSize,
  why: string | undefined,
): VoxomicsError {
  return new VoxomicsError(
    "empty-mask",
    `mask is empty after ${title}: the region had ${counted(voxels, "voxel")} (${volume} mm³) before${why === undefined ? "" : `; ${why}`}`,
    { step: name, voxels, volume },
  );
}
