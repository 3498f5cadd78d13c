import { type DiagnosticsSummary, summariseDiagnostics } from "../features/diagnostics-summary.ts";
import { finiteMask, nonFiniteRule } from "../processing/finite-mask.ts";
import { resampleMask } from "../processing/resample.ts";
import { resampleWhole } from "../processing/resample-whole.ts";
import { narrowMask } from "../processing/resegment.ts";
import type { Settings } from "../settings/settings.ts";
import type { Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

/**
 * Image and region in numbers before and after each step. Processes the whole image. What was left
 * out because it has no finite intensity is missing from the re-segmented region, as from the
 * region that is measured.
 *
 * @param source image and mask before all steps, and the image after normalisation
 */
export function diagnose(
  {
    image,
    mask,
    normalised,
  }: { readonly image: Volume; readonly mask: Mask; readonly normalised: Volume },
  settings: Pick<Settings, "resample" | "resegment" | "nonFinite">,
): DiagnosticsSummary {
  const initial = { image, mask };
  const interpolated =
    settings.resample === null
      ? { image: normalised, mask }
      : { image: resampleWhole(normalised, settings), mask: resampleMask(mask, settings.resample) };
  // the region was refused before this if it has to be; splines spread further in the whole image
  const finite =
    nonFiniteRule(settings) === "exclude"
      ? finiteMask(interpolated.image, interpolated.mask, "exclude")
      : interpolated.mask;
  const intensityMask =
    settings.resegment === null
      ? finite
      : narrowMask(interpolated.image, finite, settings.resegment);
  return summariseDiagnostics({
    initial,
    interpolated,
    resegmented: {
      image: interpolated.image,
      morphologicalMask:
        settings.resegment?.morphological === true ? intensityMask : interpolated.mask,
      intensityMask,
    },
  });
}
