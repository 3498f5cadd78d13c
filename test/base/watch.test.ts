import { describe, expect, it } from "vitest";
import { inSteps, type Progress, type Watch } from "../../src/base/watch.ts";
import { extract } from "../../src/extraction/extract.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import {
  filters as allFilters,
  completeFilter,
  type FilterInput,
  filterIdentity,
} from "../../src/filters/filters.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { validateIbsi1 } from "../../src/validate/ibsi1.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";
import { digitalPhantom } from "../phantoms.ts";

const { image, mask } = digitalPhantom();

const settings: SettingsInput = {
  resample: { spacing: [1, 1, 1] },
  discretise: { method: "fixedBinNumber", bins: 4 },
  families: ["statistics", "glcm"],
  filters: [
    { type: "mean", support: 3 },
    { type: "laplacianOfGaussian", sigma: 2 },
  ],
  filterFeatures: { families: ["statistics", "histogram"] },
};

/** Every kind of filter, with steps inside where there are any. */
const filters: FilterInput[] = [
  { type: "mean", support: 3 },
  { type: "laplacianOfGaussian", sigma: 2 },
  { type: "laplacianOfGaussian", sigma: 2, dimensions: 2 },
  { type: "laws", kernels: "E3L3S3", rotationInvariant: true, energy: { distance: 1 } },
  { type: "laws", kernels: "E3L3S3" },
  { type: "gabor", sigma: 2, lambda: 4, gamma: 1, planes: "orthogonal" },
  { type: "wavelet", wavelet: "haar", subBand: "LLH", rotationInvariant: true },
  { type: "simoncelli", level: 1 },
  { type: "shannon", level: 1 },
  { type: "riesz", of: { type: "simoncelli", level: 1 }, order: [1, 0, 0] },
  { type: "gaussian", sigma: 2 },
  { type: "square" },
  { type: "squareRoot" },
  { type: "logarithm" },
  { type: "exponential" },
  { type: "gradient" },
  { type: "localBinaryPattern" },
  { type: "localBinaryPattern", dimensions: 2 },
];

const filterNames = (settings.filters ?? []).map((filter) =>
  filterIdentity(completeFilter(filter)),
);

/** What a call reports. */
function reportsOf(call: (watch: Watch) => unknown): Progress[] {
  const reports: Progress[] = [];
  call({ onProgress: (progress) => reports.push(progress) });
  return reports;
}

/** Calls again and again, aborted at the first, second … report, until one call is through. */
function stopEverywhere(call: (watch: Watch) => unknown): number {
  for (let stopAt = 1; ; stopAt++) {
    const controller = new AbortController();
    const reason = new Error(`stopped at report ${stopAt}`);
    let reports = 0;
    const onProgress = () => {
      if (++reports === stopAt) controller.abort(reason);
    };
    try {
      call({ onProgress, signal: controller.signal });
    } catch (error) {
      expect(error).toBe(reason);
      expect(reports).toBe(stopAt); // nothing is begun after it
      continue;
    }
    return reports;
  }
}

function expectAscending(reports: readonly Progress[]): void {
  const shares = reports.map(({ done, total }) => done / total);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(Math.min(...shares)).toBe(0);
  expect(Math.max(...shares)).toBeLessThan(1);
}

describe("steps", () => {
  it("report what is done before each of them", () => {
    const reports = reportsOf((watch) => {
      const next = inSteps(2, watch);
      next("first");
      next("second");
    });
    expect(reports).toEqual([
      { done: 0, total: 2, stage: "first" },
      { done: 1, total: 2, stage: "second" },
    ]);
  });

  it("count steps within them as parts, under their own name", () => {
    const reports = reportsOf((watch) => {
      const nextPart = inSteps(4, inSteps(2, watch)("outer"));
      for (const stage of "abcd") nextPart(stage);
    });
    expect(reports.map(({ done }) => done)).toEqual([0, 0, 0.25, 0.5, 0.75]);
    expect(reports.every(({ total, stage }) => total === 2 && stage === "outer")).toBe(true);
  });

  it("need nobody to watch", () => {
    expect(inSteps(1, {})("only")).toEqual({});
  });
});

describe("extract, watched", () => {
  it("goes through families and filters and finds the same", () => {
    const reports = reportsOf((watch) => {
      expect(extract(image, mask, settings, watch)).toEqual(extract(image, mask, settings));
    });
    expectAscending(reports);
    expect([...new Set(reports.map(({ stage }) => stage))]).toEqual([
      "region",
      "statistics",
      "glcm",
      "interpolation",
      ...filterNames,
    ]);
    expect(reports.every(({ total }) => total === 6)).toBe(true);
  });

  it("stops wherever it is told to", () => {
    const reports = reportsOf((watch) => extract(image, mask, settings, watch));
    expect(stopEverywhere((watch) => extract(image, mask, settings, watch))).toBe(reports.length);
  });

  it("goes through the frequencies of the spatial autocorrelation", () => {
    const cube: Volume = {
      data: Float64Array.from({ length: 8 ** 3 }, (_, v) => (v * 7) % 13),
      size: [8, 8, 8],
      spacing: [1, 1, 1],
      origin: [0, 0, 0],
      direction: identityDirection,
    };
    const whole = { ...cube, data: new Uint8Array(8 ** 3).fill(1) };
    const run = (watch: Watch) => extract(cube, whole, { families: ["morphology"] }, watch);
    const reports = reportsOf(run);
    expectAscending(reports);
    expect(reports.filter(({ stage }) => stage === "morphology").length).toBeGreaterThan(8);
    expect(run({})).toEqual(run({ onProgress: () => {} }));
    expect(stopEverywhere(run)).toBe(reports.length);
  });

  it("does not begin when it is aborted already", () => {
    const signal = AbortSignal.abort();
    const reports: Progress[] = [];
    const watch = { signal, onProgress: (progress: Progress) => reports.push(progress) };
    expect(() => extract(image, mask, {}, watch)).toThrow(signal.reason);
    expect(reports).toEqual([]);
  });
});

describe("applyFilter, watched", () => {
  it("is tried with every filter", () => {
    expect(new Set(filters.map(({ type }) => type))).toEqual(
      new Set(allFilters.map(({ type }) => type)),
    );
  });

  it.each(filters)("$type goes by passes, finds the same and stops where told to", (input) => {
    const filter = completeFilter(input);
    const reports = reportsOf((watch) => {
      expect(applyFilter(image, filter, watch)).toEqual(applyFilter(image, filter));
    });
    expectAscending(reports);
    expect(reports.every(({ stage, total }) => stage === input.type && total === 1)).toBe(true);
    const inOnePass = ["square", "squareRoot", "logarithm", "exponential"].includes(input.type);
    expect(reports.length > 1).toBe(!inOnePass);
    expect(stopEverywhere((watch) => applyFilter(image, filter, watch))).toBe(reports.length);
  });
});

describe("the validation, watched", () => {
  const run = (watch: Watch) => [...validateIbsi1("digitalPhantom", { image, mask }, watch)];

  it("goes by configuration and stops where told to", () => {
    const reports = reportsOf(run);
    expectAscending(reports);
    expect(new Set(reports.map(({ stage }) => stage))).toEqual(new Set(["ibsi-digital-phantom"]));
    expect(stopEverywhere(run)).toBe(reports.length);
  });
});
