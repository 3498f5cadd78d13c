import { VoxomicsError } from "../messages/errors.ts";
import { orDefault } from "../schema/defaults.ts";
import { choice } from "../schema/values.ts";
import type { Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { type Cut, findNonFinite, type NonFiniteVoxels } from "./check-intensities.ts";

const nonFiniteWords = ["refuse", "exclude"] as const;

/** What becomes of voxels whose intensity is NaN or infinite. */
export type NonFinite = (typeof nonFiniteWords)[number];

/** What becomes of voxels without a finite intensity. */
export const nonFiniteSchema = orDefault(
  choice(nonFiniteWords, {
    description:
      "What becomes of voxels without a finite intensity (NaN, infinite): refuse the region that has one, or exclude them from its intensity mask, with every interpolated sample and every filter response whose kernel meets one. resegment.range leaves them out in either case.",
  }),
  "refuse",
);

const exclude = { option: "nonFinite", value: "exclude", does: "leaves them out" };

const excludeUncubic = { ...exclude, does: "leaves them out of linear or nearest interpolation" };

/**
 * What becomes of voxels without a finite intensity. Such an intensity lies in no range: a
 * re-segmentation range removes the voxels, whatever `nonFinite` says.
 */
export function nonFiniteRule({
  nonFinite,
  resegment,
}: {
  readonly nonFinite: NonFinite;
  readonly resegment: { readonly range: unknown } | null;
}): NonFinite {
  return (resegment?.range ?? null) === null ? nonFinite : "exclude";
}

/**
 * The voxels of a mask whose intensities are finite; the mask itself if all are.
 *
 * @param bySpline whether the image was sampled by splines. The prefilter of splines has no end:
 *   one voxel without a finite intensity makes its whole row, column and stack NaN. Excluding all
 *   of these would remove most of a region, so the region is refused.
 * @throws VoxomicsError `invalid-intensity` if an intensity is not finite, under `refuse` or with
 *   splines
 */
export function finiteMask(
  image: Volume,
  mask: Mask,
  rule: NonFinite,
  cut: Cut | null = null,
  bySpline: () => boolean = () => false,
): Mask {
  if (rule === "refuse") {
    const found = findNonFinite(image, mask, cut);
    if (found === null) return mask;
    const advice = [cut?.interpolation === "cubic" ? excludeUncubic : exclude];
    throw new VoxomicsError("invalid-intensity", found.message, { ...found.details, advice });
  }
  const { data } = image;
  const inside = mask.data;
  let v = 0;
  while (v < data.length && (inside[v] === 0 || Number.isFinite(data[v]))) v++;
  if (v === data.length) return mask;
  if (bySpline()) refuseSplines(findNonFinite(image, mask, cut));
  const finite = inside.slice();
  for (; v < data.length; v++) if (!Number.isFinite(data[v])) finite[v] = 0;
  return { ...mask, data: finite };
}

/**
 * Refuses voxels without a finite intensity in an image that is sampled by splines.
 *
 * @param found null if there are no such voxels
 * @throws VoxomicsError `invalid-intensity`, naming the interpolations that can leave them out
 */
export function refuseSplines(found: NonFiniteVoxels | null): void {
  if (found === null) return;
  throw new VoxomicsError(
    "invalid-intensity",
    `${found.message}; the kernel of cubic interpolation has no end, so that the samples which meet such a voxel cannot be left out: interpolate by linear or nearest`,
    found.details,
  );
}
