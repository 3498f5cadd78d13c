import { filterIdentity } from "../filters/filter-identity.ts";
import type { DiscretiseSettings, Settings } from "../settings/settings.ts";
import { version } from "../version.ts";

/** An item of the IBSI's reporting guideline, as far as the software can state it. */
export interface ReportedItem {
  /** Number in the guideline. */
  readonly item: string;
  readonly topic: string;
  readonly statement: string;
}

/**
 * Items that only the study can state: patients, acquisition, reconstruction, registration, what was
 * done to the images before, segmentation, modelling.
 */
export const itemsOfTheStudy = "1–27, 31–37, 39, 40, 42–48, 60, 72–76";

/**
 * What the IBSI's reporting guideline asks of image processing and feature computation (arXiv:
 * 1612.07003, section 4.1), for given settings.
 *
 * @param suv what PET intensities were converted to; null if they were taken as they are
 */
export function reportedItems(settings: Settings, suv: string | null): ReportedItem[] {
  const { resample, resegment, discretise, filters, distance, ngldm } = settings;
  const say = (item: string, topic: string, statement: string) => ({ item, topic, statement });
  const chebyshev = `Chebyshev distance ${distance}`;
  return [
    say("38", "SUV normalisation", suv ?? "none by the software"),
    say("41", "Anti-aliasing", "none"),
    say(
      "49",
      "Conversion to mask",
      "voxels whose centre lies inside the contours by the even-odd rule, for contours; else none",
    ),
    ...(resample === null
      ? [say("50", "Interpolation method", "none: the images' own voxels")]
      : [
          say("50a", "Interpolation method", resample.interpolation),
          say("50b", "Position of the grid", "centres of both grids aligned"),
          say("50c", "Dimensions of the grid", "extent divided by the spacing, rounded up"),
          say("50d", "Extrapolation", "nearest voxel of the image"),
          say(
            "51",
            "Voxel dimensions",
            `${resample.spacing.map((s) => s ?? "as in the image").join(" × ")} mm`,
          ),
          say("52", "Intensity rounding", resample.roundIntensities ? "nearest integer" : "none"),
          say("53", "Interpolation of the mask", resample.maskInterpolation),
          say(
            "54",
            "Partially masked voxels",
            `in the region from a value of ${resample.maskThreshold}`,
          ),
        ]),
    say("55", "Re-segmentation", resegmentation(resegment)),
    ...discretisationItems(discretise),
    say("57", "Image filter", filters.map(filterIdentity).join("; ") || "none"),
    say("58", "Biomarker set", `IBSI: ${settings.families.join(", ")}`),
    say(
      "59",
      "IBSI compliance",
      "yes: all consensus values of chapters 1 and 2, see docs/conformance.md",
    ),
    say("61", "Software", `voxomics ${version}`),
    say("62", "Texture matrix aggregation", settings.aggregations.join(", ")),
    say("63", "Distance weighting", weighting(settings)),
    say("64", "CM symmetry", "symmetric"),
    say("65", "CM distance", chebyshev),
    say("66", "SZM linkage distance", "Chebyshev distance 1"),
    say("67", "DZM linkage distance", "Chebyshev distance 1"),
    say("68", "DZM zone distance norm", "Manhattan"),
    say("69", "NGTDM distance", chebyshev),
    say("70", "NGLDM distance", chebyshev),
    say("71", "NGLDM coarseness", String(ngldm.alpha)),
  ];
}

function resegmentation(resegment: Settings["resegment"]): string {
  const { range = null, outlierSigma = null } = resegment ?? {};
  const parts = [
    range && `range ${range.map((end) => end ?? "open").join(" to ")}`,
    outlierSigma && `mean ± ${outlierSigma} standard deviations`,
  ];
  return parts.filter((part) => part !== null && part !== 0).join("; ") || "none";
}

function discretisationItems(discretise: DiscretiseSettings): ReportedItem[] {
  const say = (item: string, statement: string) => ({ item, topic: "Discretisation", statement });
  switch (discretise.method) {
    case "fixedBinSize":
      return [
        say("56a", "fixed bin size"),
        say("56b", `bin size ${discretise.width}`),
        say(
          "56c",
          `first bin from ${discretise.minimum ?? "the range's or the region's lowest intensity"}`,
        ),
      ];
    case "fixedBinNumber":
      return [say("56a", "fixed bin number"), say("56b", `${discretise.bins} bins`)];
    case "none":
      return [say("56a", "none: intensities are grey levels")];
  }
}

function weighting({ glcm, glrlm }: Settings): string {
  const one = (name: string, w: Settings["glcm"]["distanceWeighting"]) =>
    `${name} ${w === null ? "none" : `${w.weight}, ${w.norm} norm`}`;
  return `${one("CM", glcm.distanceWeighting)}; ${one("RLM", glrlm.distanceWeighting)}; NGTDM none; NGLDM none`;
}
