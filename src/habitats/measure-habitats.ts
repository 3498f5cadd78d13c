import { inSteps, type Watch } from "../base/watch.ts";
import { extractRegions } from "../extraction/extract-regions.ts";
import type { RegionOutcome } from "../extraction/extraction.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkWatch } from "../schema/check-options.ts";
import type { Settings } from "../settings/settings.ts";
import type { CaseHabitats } from "./find-habitats.ts";
import { habitatMask } from "./habitat.ts";

/** The features of one habitat in one image. */
export interface HabitatOutcome {
  /** Name of the image; "" for an only image without a name. */
  readonly image: string;
  /** Number of the habitat. */
  readonly label: number;
  /** Its features, or the error that it was refused with. */
  readonly outcome: RegionOutcome;
}

/**
 * The features of each habitat in each image of a case, as `extractRegions` gives them of the label map in the processed
 * images, with the settings of the image. The voxels are those of the habitat: of re-segmentation only the range
 * stays, as the start of grey levels, since outliers were left out of the region before.
 *
 * @throws VoxomicsError as `extractRegions` does
 *
 * @example
 * ```ts
 * import { findHabitats, measureHabitats } from "voxomics/habitats";
 *
 * const settings = { families: ["statistics"] } as const;
 * const found = findHabitats([{ image, settings }], mask, { clustering: { clusters: 2 } });
 * for (const { label, outcome } of measureHabitats(found)) {
 *   console.log(label, outcome.extraction?.features[0].value ?? outcome.error?.message);
 * }
 * ```
 */
export function measureHabitats(
  found: Pick<CaseHabitats, "images" | "labels" | "habitats">,
  watch: Watch = {},
): HabitatOutcome[] {
  checkWatch(watch);
  checkArgument(found, "found", { images: "array", labels: "object", habitats: "array" });
  const { images, labels, habitats } = found;
  const there = habitats.filter(({ voxels }) => voxels > 0);
  const masks = there.map(
    ({ label }) =>
      () =>
        habitatMask(labels, label),
  );
  const next = inSteps(images.length, watch);
  return images.flatMap(({ name, image, settings }) => {
    const outcomes = extractRegions(
      image,
      masks,
      insideSettings(settings),
      next(name || "features"),
    );
    return outcomes.map((outcome, n) => ({ image: name, label: there[n].label, outcome }));
  });
}

/** The settings that a habitat is measured with in an image that was processed by them. */
export function insideSettings(settings: Settings): Settings {
  const { resegment } = settings;
  const range = resegment?.range ?? null;
  return {
    ...settings,
    mask: null,
    normalise: null,
    resample: null,
    resegment: resegment === null || range === null ? null : { ...resegment, outlierSigma: null },
  };
}
