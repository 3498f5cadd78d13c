import { type DiagnosticsSummary, summariseDiagnostics } from "./features/diagnostics-summary.ts";
import { resample, resampleMask } from "./processing/resample.ts";
import { narrowMask } from "./processing/resegment.ts";
import type { Settings } from "./settings/settings.ts";
import type { Mask } from "./volume/mask.ts";
import type { Volume } from "./volume/volume.ts";

/** Image and region in numbers before and after each step. Processes the whole image. */
export function diagnose(
  image: Volume,
  mask: Mask,
  settings: Pick<Settings, "resample" | "resegment">,
): DiagnosticsSummary {
  const initial = { image, mask };
  const interpolated =
    settings.resample === null
      ? initial
      : { image: resample(image, settings.resample), mask: resampleMask(mask, settings.resample) };
  const intensityMask =
    settings.resegment === null
      ? interpolated.mask
      : narrowMask(interpolated.image, interpolated.mask, settings.resegment);
  return summariseDiagnostics({
    initial,
    interpolated,
    resegmented: {
      image: interpolated.image,
      morphologicalMask: interpolated.mask,
      intensityMask,
    },
  });
}
