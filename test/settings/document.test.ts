import { describe, expect, it } from "vitest";
import { documentSettings, settingsTable } from "../../src/settings/document.ts";

describe("documentSettings", () => {
  it("lists every setting, those of a union by method", () => {
    expect(documentSettings().map(({ path }) => path)).toEqual([
      "resample",
      "resample.spacing",
      "resample.interpolation",
      "resample.maskInterpolation",
      "resample.maskThreshold",
      "resample.roundIntensities",
      "resegment",
      "resegment.range",
      "resegment.outlierSigma",
      "discretise",
      "discretise (fixedBinSize).width",
      "discretise (fixedBinSize).minimum",
      "discretise (fixedBinNumber).bins",
      "intensityVolume",
      "intensityVolume (fixedBinSize).width",
      "intensityVolume (fixedBinSize).minimum",
      "intensityVolume (fixedBinNumber).bins",
      "aggregations",
      "families",
      "distance",
      "glcm",
      "glcm.distanceWeighting",
      "glcm.distanceWeighting.norm",
      "glcm.distanceWeighting.weight",
      "glrlm",
      "glrlm.distanceWeighting",
      "glrlm.distanceWeighting.norm",
      "glrlm.distanceWeighting.weight",
      "ngldm",
      "ngldm.alpha",
      "filters",
      "filters (every type).boundary",
      "filters (every type).dimensions",
      "filters (mean).support",
      "filters (laplacianOfGaussian).sigma",
      "filters (laplacianOfGaussian).truncate",
      "filters (laws).kernels",
      "filters (laws).rotationInvariant",
      "filters (laws).pooling",
      "filters (laws).energy",
      "filters (laws).energy.distance",
      "filters (gabor).sigma",
      "filters (gabor).lambda",
      "filters (gabor).gamma",
      "filters (gabor).theta",
      "filters (gabor).thetaStep",
      "filters (gabor).planes",
      "filters (gabor).pooling",
      "filters (wavelet).wavelet",
      "filters (wavelet).level",
      "filters (wavelet).subBand",
      "filters (wavelet).rotationInvariant",
      "filters (wavelet).pooling",
      "filters (simoncelli).level",
      "filters (shannon).level",
      "filters (riesz).of",
      "filters (riesz).of (laplacianOfGaussian).sigma",
      "filters (riesz).of (laplacianOfGaussian).truncate",
      "filters (riesz).of (simoncelli).level",
      "filters (riesz).of (shannon).level",
      "filters (riesz).order",
      "filters (gaussian).sigma",
      "filters (gaussian).truncate",
      "filterFeatures",
      "filterFeatures.families",
      "filterFeatures.discretise",
      "filterFeatures.discretise (fixedBinSize).width",
      "filterFeatures.discretise (fixedBinSize).minimum",
      "filterFeatures.discretise (fixedBinNumber).bins",
      "original",
    ]);
  });

  it("makes a Markdown table", () => {
    const lines = settingsTable().trimEnd().split("\n");
    expect(lines).toHaveLength(documentSettings().length + 2);
    expect(lines).toContain(
      "| `resample.maskThreshold` | a number above 0 and at most 1 | `0.5` | A voxel is in the region when its interpolated mask value reaches this. |",
    );
    expect(lines.every((line) => line.split("|").length === 6)).toBe(true);
  });
});
