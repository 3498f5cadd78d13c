import { describe, expect, it } from "vitest";
import { version } from "../../src/base/version.ts";
import { reportedItems } from "../../src/cohort/reporting-guideline.ts";
import { reportingItems } from "../../src/cohort/reporting-items.ts";
import { resolvePreset } from "../../src/settings/presets.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";

const run = { images: {}, spacings: [], plan: null };
const statements = (settings: SettingsInput, of: Parameters<typeof reportedItems>[1] = run) =>
  Object.fromEntries(
    reportedItems(resolveSettings(settings), of).flatMap(({ item, statement }) =>
      statement === null ? [] : [[item, statement]],
    ),
  );

/** What only the study can tell: patients, acquisition, reconstruction, segmentation, modelling. */
const ofTheStudy = reportingItems.filter(([item]) => {
  const number = Number.parseInt(item, 10);
  const ofImages = [28, 30, 38, 41].includes(number);
  return (number < 49 && !ofImages) || number > 71;
});

describe("reportedItems", () => {
  it("states each item of image processing and features", () => {
    const found = statements({
      resample: { spacing: [1, 1, null], interpolation: "cubic", roundIntensities: true },
      resegment: { range: [-500, null], outlierSigma: 3 },
      discretise: { method: "fixedBinSize", width: 25 },
      intensityVolume: { method: "fixedBinNumber", bins: 1000 },
      aggregations: ["2D:avg", "3D:mrg"],
      families: ["statistics", "glcm"],
      distance: 2,
      ngldm: { alpha: 1 },
      glcm: { distanceWeighting: { weight: "inverse", norm: "euclidean" } },
      filters: [{ type: "mean", support: 3 }],
    });
    expect(found).toEqual({
      "38": "none by the software",
      "41": "none",
      "49": expect.stringMatching(/even-odd rule/),
      "50a": "cubic",
      "50b": "centres of both grids aligned",
      "50c": "extent divided by the spacing, rounded up",
      "50d": "nearest voxel of the image",
      "51": "1 × 1 × as in the image mm",
      "52": "nearest integer",
      "53": "linear",
      "54": "in the region from a value of 0.5",
      "55": "range -500 to open; mean ± 3 standard deviations",
      "56a":
        "fixed bin size 25; response maps: fixed bin number 16; intensity-volume histogram: fixed bin number 1000",
      "56b": "bins of 25",
      "56c": "the lower end of the re-segmentation range, else the region's lowest intensity",
      "57": expect.stringMatching(/^mean-support-3/),
      "58": "as the IBSI defines them: statistics, glcm",
      "59": expect.stringMatching(/consensus values of IBSI 1 and IBSI 2/),
      "61": `voxomics ${version}`,
      "62": "2D:avg, 3D:mrg",
      "63": "CM inverse, euclidean norm; RLM none; NGTDM none; NGLDM none",
      "64": "symmetric",
      "65": "Chebyshev distance 2",
      "66": "Chebyshev distance 1",
      "67": "Chebyshev distance 1",
      "68": "Manhattan",
      "69": "Chebyshev distance 2",
      "70": "Chebyshev distance 2",
      "71": "1",
    });
  });

  it("leaves to the study what only it can tell, and has all items in order", () => {
    const items = reportedItems(resolvePreset("pet"), {
      images: { suv: "leanBodyMass" },
      spacings: [
        [4, 4, 3.27],
        [5.46875, 5.46875, 3.27],
      ],
      plan: { perturbations: ["RNCV", { name: "grown", volume: 0.1 }], repeats: 20, seed: 3 },
    });
    expect(items.map(({ item, topic }) => [item, topic])).toEqual(reportingItems);
    const silent = items.filter(({ statement }) => statement === null);
    expect(silent.map(({ item }) => item)).toEqual(ofTheStudy.map(([item]) => item));
    const stated = new Map(items.map(({ item, statement }) => [item, statement]));
    expect(stated.get("28")).toBe("4.000 to 5.469 × 4.000 to 5.469 mm");
    expect(stated.get("30")).toBe("3.270 mm");
    expect(stated.get("38")).toBe("leanBodyMass");
    expect(stated.get("56c")).toBe("0");
    expect(stated.get("60")).toBe(
      "perturbations of image and mask (https://doi.org/10.1038/s41598-018-36938-4): RNCV, grown, 20 times each, seed 3",
    );
  });

  it("says that bin edges are multiples of the width", () => {
    const found = statements({
      discretise: { method: "fixedBinSize", width: 25, minimum: "aligned" },
    });
    expect(found).toMatchObject({
      "56c": "the last multiple of the bin width that is not above the region's lowest intensity",
    });
  });

  it("says in which plane slices lie, and that shape was cut", () => {
    expect(statements({ aggregations: ["2D:mrg"], plane: "xz" })["62"]).toBe(
      "2D:mrg; slices in the plane xz",
    );
    const resegment = { range: [0, 9], morphological: true } as const;
    expect(statements({ resegment })["55"]).toBe("range 0 to 9; of the morphological mask too");
  });

  it("says how intensities were normalised", () => {
    const stated = (normalise: SettingsInput["normalise"]) => statements({ normalise })["46"];
    expect(stated(null)).toBeUndefined();
    expect(stated({ method: "zScore", scale: 100, removeOutliers: 3 })).toBe(
      "mean and standard deviation over the image, clipped at ± 3, times 100",
    );
    expect(stated({ method: "percentiles", over: "foreground", clip: true })).toBe(
      "percentiles 1 and 99 over the foreground to 0 and 1, clipped to them",
    );
    const landmarks = { percentiles: [1, 50, 99], values: [0, 40, 100], images: 12 };
    expect(stated({ method: "nyul", landmarks })).toBe(
      "landmarks learned on 12 images (Nyúl and Udupa), percentiles 1, 50, 99 over the foreground",
    );
    expect(stated({ method: "whiteStripe", peak: "largest" })).toBe(
      "white stripe (Shinohara et al. 2014): mean and standard deviation within ± 0.05 of the quantile of the largest peak of white matter",
    );
  });

  it("says where nothing is done", () => {
    const found = statements({ discretise: { method: "none" } });
    expect(found).toMatchObject({
      "50a": "none: the images' own voxels",
      "55": "none",
      "56a": "none; intensity-volume histogram: none",
      "56b": "intensities are grey levels",
      "57": "none",
    });
    expect(Object.keys(found)).not.toContain("51");
    expect(Object.keys(found)).not.toContain("60");
  });
});
