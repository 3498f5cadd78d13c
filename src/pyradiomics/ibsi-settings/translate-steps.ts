import type { DiscretiseInput } from "../../processing/discretise.ts";
import type { Interpolation } from "../../processing/resample-settings.ts";
import type { PyradiomicsSettings } from "../params/settings-schema.ts";
import type { InterpolatorName } from "../resampling/interpolators.ts";
import { interpolatorName } from "../resampling/resampling-settings.ts";
import { differsIf, type Translated } from "./difference.ts";

/** The interpolation methods that the IBSI has too. */
const interpolations: Readonly<Partial<Record<InterpolatorName, Interpolation>>> = {
  sitkNearestNeighbor: "nearest",
  sitkLinear: "linear",
  sitkBSpline: "cubic",
};

/** The steps before features: normalisation, resampling, checks of the region, re-segmentation. */
export function translateSteps(settings: PyradiomicsSettings): Translated[] {
  return [ofImage(settings), ofResampling(settings), ofRegion(settings), ofRange(settings)];
}

function ofImage({ normalize, normalizeScale, removeOutliers }: PyradiomicsSettings): Translated {
  if (!normalize) return { settings: {}, differences: [] };
  return {
    settings: {
      normalise: {
        method: "zScore",
        ...(normalizeScale === 1 ? {} : { scale: normalizeScale }),
        ...(removeOutliers === null ? {} : { removeOutliers }),
      },
    },
    differences: [
      { key: "normalize", difference: "numbers of 32 bits there, unless the image has 64" },
    ],
  };
}

function ofResampling(settings: PyradiomicsSettings): Translated {
  const { resampledPixelSpacing: spacing, interpolator, preCrop } = settings;
  if (spacing === null || interpolator === null || spacing.every((side) => side === 0)) {
    const difference = "no counterpart: filters see the whole image";
    return { settings: {}, differences: differsIf(preCrop, "preCrop", difference) };
  }
  const name = interpolatorName(interpolator);
  const interpolation = interpolations[name] ?? "cubic";
  const side = (mm: number) => (mm === 0 ? null : mm);
  return {
    settings: {
      resample: {
        spacing: [side(spacing[0]), side(spacing[1]), side(spacing[2])],
        interpolation,
        maskInterpolation: "nearest",
      },
    },
    differences: [
      {
        key: "resampledPixelSpacing",
        difference:
          "grids have one centre, where PyRadiomics puts their corners together and cuts intensities to the file's type; roundIntensities: true rounds them",
      },
      ...differsIf(
        interpolations[name] === undefined,
        "interpolator",
        `${name} has no counterpart: cubic is the nearest`,
      ),
      { key: "padDistance", difference: "no counterpart: filters see the whole image" },
    ],
  };
}

function ofRegion(settings: PyradiomicsSettings): Translated {
  const { label, label_channel, minimumROISize, correctMask, geometryTolerance } = settings;
  const { voxelArrayShift } = settings;
  return {
    settings: {},
    differences: [
      ...differsIf(label !== 1, "label", `no setting: --label ${label}, or the option label`),
      ...differsIf(
        label_channel !== null,
        "label_channel",
        `no setting: --mask-volume ${(label_channel ?? 0) + 1}`,
      ),
      ...differsIf(
        minimumROISize !== null,
        "minimumROISize",
        "no counterpart: no region is refused for its size",
      ),
      ...differsIf(correctMask, "correctMask", "no setting: --resample-mask"),
      ...differsIf(geometryTolerance !== null, "geometryTolerance", "no counterpart: it is fixed"),
      ...differsIf(
        voxelArrayShift !== 0,
        "voxelArrayShift",
        "no counterpart: the IBSI does not shift intensities, so energy and root mean square differ",
      ),
    ],
  };
}

function ofRange(settings: PyradiomicsSettings): Translated {
  const { resegmentRange: range, resegmentMode, resegmentShape } = settings;
  if (range === null) return { settings: {}, differences: [] };
  const [lowest, highest = null] = range;
  const shape = resegmentShape ? { morphological: true } : {};
  if (resegmentMode === "absolute") {
    return { settings: { resegment: { range: [lowest, highest], ...shape } }, differences: [] };
  }
  if (resegmentMode === "sigma" && highest !== null && highest > 0 && lowest === -highest) {
    return { settings: { resegment: { outlierSigma: highest, ...shape } }, differences: [] };
  }
  const ends = JSON.stringify(range);
  const difference = `no counterpart for mode ${resegmentMode} with ${ends}: the region is not re-segmented`;
  return { settings: {}, differences: [{ key: "resegmentRange", difference }] };
}

/** Grey levels, the same for the image and for what filters make of it. */
export function levelsOf({ binWidth, binCount }: PyradiomicsSettings): DiscretiseInput {
  return binCount === null
    ? { method: "fixedBinSize", width: binWidth, minimum: "aligned" }
    : { method: "fixedBinNumber", bins: binCount };
}
