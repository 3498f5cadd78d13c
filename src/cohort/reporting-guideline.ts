import { version } from "../base/version.ts";
import type { CaseReading } from "../case/case-reading.ts";
import { filterIdentity } from "../filters/filters.ts";
import { counted } from "../messages/phrases.ts";
import type { DiscretiseSettings } from "../processing/discretise.ts";
import type { Settings } from "../settings/settings.ts";
import type { Vec3 } from "../volume/volume.ts";
import type { FullPlan } from "./perturbation-plan.ts";
import { type ReportingItem, reportingItems } from "./reporting-items.ts";

/** An item of the IBSI's reporting guideline. */
export interface ReportedItem {
  /** Number of the item in the guideline. */
  readonly item: ReportingItem;
  readonly topic: string;
  /**
   * What the software reports; null for an item that only the study can report: patients, acquisition, segmentation,
   * modelling.
   */
  readonly statement: string | null;
}

/** The facts of a run that are reported beside its settings. */
export interface ReportedRun {
  /** How images and masks were read. */
  readonly images: CaseReading;
  /** Voxel spacings of the images along x, y, z in mm, one entry an image. */
  readonly spacings: readonly Vec3[];
  readonly plan: FullPlan | null;
}

type Statements = Partial<Readonly<Record<ReportingItem, string>>>;

/** All items of the IBSI's reporting guideline (arXiv:1612.07003, section 4.1), for given settings. */
export function reportedItems(settings: Settings, run: ReportedRun): ReportedItem[] {
  const statements: Statements = {
    ...imageStatements(run),
    ...maskStatements(settings),
    ...normalisationStatements(settings),
    ...interpolationStatements(settings),
    ...discretisationStatements(settings),
    ...featureStatements(settings, run),
    ...textureStatements(settings),
  };
  return reportingItems.map(([item, topic]) => ({
    item,
    topic,
    statement: statements[item] ?? null,
  }));
}

function imageStatements({ images, spacings }: ReportedRun): Statements {
  const along = (...axes: number[]) =>
    axes.map((axis) => rangeOf(spacings.map((spacing) => spacing[axis]))).join(" × ");
  return {
    ...(spacings.length === 0 ? {} : { "28": `${along(0, 1)} mm`, "30": `${along(2)} mm` }),
    "38": images.suv ?? "none by the software",
    "41": "none",
  };
}

function maskStatements({ mask }: Settings): Statements {
  const drawn =
    "voxels whose centre lies inside the contours by the even-odd rule, if there are contours";
  const asked = Object.entries(mask ?? {}).filter(([, value]) => value !== null && value !== "all");
  const made = asked.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(", ");
  return { "49": made === "" ? drawn : `${drawn}; then a region of this one (mm): ${made}` };
}

function rangeOf(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((v) => v.toPrecision(4));
  return least === most ? least : `${least} to ${most}`;
}

function normalisationStatements({ normalise }: Settings): Statements {
  switch (normalise?.method) {
    case undefined:
      return {};
    case "zScore": {
      const { over, scale, removeOutliers } = normalise;
      const clipped = removeOutliers === null ? "" : `, clipped at ± ${removeOutliers}`;
      const times = scale === 1 ? "" : `, times ${scale}`;
      return { "46": `mean and standard deviation over the ${over}${clipped}${times}` };
    }
    case "percentiles": {
      const { over, lower, upper, to, clip } = normalise;
      const clipped = clip ? ", clipped to them" : "";
      return {
        "46": `percentiles ${lower} and ${upper} over the ${over} to ${to.join(" and ")}${clipped}`,
      };
    }
    case "nyul": {
      const { percentiles, over, images } = normalise.landmarks;
      return {
        "46": `landmarks learned on ${counted(images, "image")} (Nyúl and Udupa), percentiles ${percentiles.join(", ")} over the ${over}`,
      };
    }
    case "whiteStripe": {
      const { peak, width } = normalise;
      return {
        "46": `white stripe (Shinohara et al. 2014): mean and standard deviation within ± ${width} of the quantile of the ${peak} peak of white matter`,
      };
    }
  }
}

function interpolationStatements({ resample }: Settings): Statements {
  if (resample === null) return { "50a": "none: the images' own voxels" };
  const { spacing, interpolation, maskInterpolation, maskThreshold, roundIntensities } = resample;
  return {
    "50a": interpolation,
    "50b": "centres of both grids aligned",
    "50c": "extent divided by the spacing, rounded up",
    "50d": "nearest voxel of the image",
    "51": `${spacing.map((s) => s ?? "as in the image").join(" × ")} mm`,
    "52": roundIntensities ? "nearest integer" : "none",
    "53": maskInterpolation,
    "54": `in the region from a value of ${maskThreshold}`,
  };
}

function discretisationStatements({
  resegment,
  discretise,
  filters,
  ...rest
}: Settings): Statements {
  const { range = null, outlierSigma = null, morphological = false } = resegment ?? {};
  const resegmentation = [
    range === null ? [] : `range ${range.map((end) => end ?? "open").join(" to ")}`,
    outlierSigma === null ? [] : `mean ± ${outlierSigma} standard deviations`,
    morphological ? "of the morphological mask too" : [],
  ].flat();
  const maps =
    filters.length === 0 ? [] : [`response maps: ${methodOf(rest.filterFeatures.discretise)}`];
  const curve = rest.intensityVolume;
  const others = [...maps, `intensity-volume histogram: ${methodOf(curve)}`];
  return {
    "55": resegmentation.join("; ") || "none",
    "56a": [methodOf(discretise), ...others].join("; "),
    "56b": binsOf(discretise),
    ...(discretise.method === "fixedBinSize" ? { "56c": lowestOf(discretise.minimum) } : {}),
  };
}

function methodOf(discretise: DiscretiseSettings): string {
  switch (discretise.method) {
    case "fixedBinSize":
      return `fixed bin size ${discretise.width}`;
    case "fixedBinNumber":
      return `fixed bin number ${discretise.bins}`;
    case "none":
      return "none";
  }
}

function binsOf(discretise: DiscretiseSettings): string {
  switch (discretise.method) {
    case "fixedBinSize":
      return `bins of ${discretise.width}`;
    case "fixedBinNumber":
      return `${discretise.bins} bins`;
    case "none":
      return "intensities are grey levels";
  }
}

function lowestOf(minimum: number | "aligned" | null): string {
  if (minimum === null) {
    return "the lower end of the re-segmentation range, else the region's lowest intensity";
  }
  return minimum === "aligned"
    ? "the last multiple of the bin width that is not above the region's lowest intensity"
    : String(minimum);
}

function featureStatements(
  { families, features, filters }: Settings,
  { plan }: ReportedRun,
): Statements {
  const only = features === null ? "" : `; of these only ${features.join(", ")}`;
  return {
    "57": filters.map(filterIdentity).join("; ") || "none",
    "58": `as the IBSI defines them: ${families.join(", ")}${only}`,
    "59": "yes, with the consensus values of IBSI 1 and IBSI 2: docs/conformance.md of the software",
    ...(plan === null ? {} : { "60": robustness(plan) }),
    "61": `voxomics ${version}`,
  };
}

function robustness({ perturbations, repeats, seed }: FullPlan): string {
  const names = perturbations.map((one) => (typeof one === "string" ? one : one.name));
  return `perturbations of image and mask (https://doi.org/10.1038/s41598-018-36938-4): ${names.join(", ")}, ${repeats} times each, seed ${seed}`;
}

function textureStatements(settings: Settings): Statements {
  const { aggregations, plane, distance, ngldm, glcm, glrlm } = settings;
  const weighting = (name: string, w: Settings["glcm"]["distanceWeighting"]) =>
    `${name} ${w === null ? "none" : `${w.weight}, ${w.norm} norm`}`;
  const weightings = [
    weighting("CM", glcm.distanceWeighting),
    weighting("RLM", glrlm.distanceWeighting),
    "NGTDM none",
    "NGLDM none",
  ];
  const chebyshev = `Chebyshev distance ${[distance].flat().join(", ")}`;
  return {
    "62": aggregations.join(", ") + (plane === "xy" ? "" : `; slices in the plane ${plane}`),
    "63": weightings.join("; "),
    "64": "symmetric",
    "65": chebyshev,
    "66": "Chebyshev distance 1",
    "67": "Chebyshev distance 1",
    "68": "Manhattan",
    "69": chebyshev,
    "70": chebyshev,
    "71": String(ngldm.alpha),
  };
}
