// slow: every filter, on the whole image and within its margin
import { describe, expect, it } from "vitest";
import { filterMargin } from "../../src/extraction/filter-windows.ts";
import { planOf } from "../../src/extraction/plan.ts";
import { planMargin, processedMargin } from "../../src/extraction/surroundings.ts";
import { localIntensityRadius } from "../../src/families/local-intensity.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import {
  completeFilter,
  type FilterInput,
  filters,
  prepareFilter,
} from "../../src/filters/filters.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { identityDirection, type Vec3, type Volume } from "../../src/volume/volume.ts";

const size: Vec3 = [9, 9, 9];
const centre = 4;
const grid = {
  size,
  spacing: [1, 1, 1],
  origin: [0, 0, 0],
  direction: identityDirection,
} as const;

/** The voxels that a response in the middle of the grid depends on, found by changing each alone. */
function foundSurroundings(filter: FilterInput): { before: Vec3; after: Vec3 } {
  const at = centre * (1 + 9 + 81);
  const data = Float64Array.from({ length: 9 ** 3 }, (_, v) => ((v * v * 31) % 1009) + 500);
  const respond = (volume: Volume) => applyFilter(volume, completeFilter(filter)).data[at];
  const undisturbed = respond({ ...grid, data });
  const before = [0, 0, 0];
  const after = [0, 0, 0];
  for (let v = 0; v < data.length; v++) {
    const offset = [v % 9, Math.floor(v / 9) % 9, Math.floor(v / 81)].map((i) => i - centre);
    const old = data[v];
    data[v] = 1e4;
    const changed = respond({ ...grid, data }) !== undisturbed;
    data[v] = old;
    if (!changed) continue;
    offset.forEach((o, a) => {
      before[a] = Math.max(before[a], -o);
      after[a] = Math.max(after[a], o);
    });
  }
  return { before: before as unknown as Vec3, after: after as unknown as Vec3 };
}

const everyFilter: FilterInput[] = [
  { type: "mean", support: 5 },
  { type: "laplacianOfGaussian", sigma: 2 },
  { type: "laws", kernels: "E5L5S5", rotationInvariant: true, energy: { distance: 7 } },
  { type: "gabor", sigma: 2, lambda: 4, gamma: 1, planes: "orthogonal" },
  { type: "wavelet", wavelet: "coif1", subBand: "LLH", level: 2 },
  { type: "simoncelli", level: 1 },
  { type: "shannon", level: 1 },
  { type: "riesz", of: { type: "laplacianOfGaussian", sigma: 2 }, order: [1, 0, 0] },
  { type: "gaussian", sigma: 2 },
  { type: "square" },
  { type: "squareRoot" },
  { type: "logarithm" },
  { type: "exponential" },
  { type: "gradient" },
  { type: "localBinaryPattern" },
];

describe("the margin of a filter", () => {
  it.each<FilterInput>([
    { type: "mean", support: 3 },
    { type: "mean", support: 5, dimensions: 2 },
    { type: "gradient" },
    { type: "gradient", dimensions: 2 },
    { type: "laws", kernels: "E3L3S3" },
    { type: "wavelet", wavelet: "haar", subBand: "LHL" },
    { type: "wavelet", wavelet: "haar", subBand: "LHL", level: 2 },
    { type: "wavelet", wavelet: "haar", subBand: "LLH", rotationInvariant: true },
  ])("reaches the voxels that change a response, as far on either side: %j", (filter) => {
    const { before, after } = foundSurroundings(filter);
    const widest = before.map((most, a) => Math.max(most, after[a]));
    expect(filterMargin(prepareFilter(filter), grid)).toEqual(widest);
  });

  it.each(everyFilter)("is all that a response depends on: %j", (filter) => {
    const long = { ...grid, size: [61, 4, 4] } as const;
    const data = Float64Array.from({ length: 61 * 16 }, (_, v) => ((v * v * 31) % 1009) + 500);
    const middle = 30 + 61 * 5;
    const respond = () => applyFilter({ ...long, data }, completeFilter(filter)).data[middle];
    const undisturbed = respond();
    data[0] = 1e5;
    const change = Math.abs(respond() - undisturbed);
    const found = filterMargin(prepareFilter(filter), long);
    if (found === null) {
      expect(change).toBeGreaterThan(0);
    } else {
      expect(found[0]).toBeLessThan(30);
      expect(change).toBeLessThan(1e-9); // transforms round
    }
  });
});

it("are tried with every filter", () => {
  expect(everyFilter.map(({ type }) => type)).toEqual(filters.map(({ type }) => type));
});

describe("the margin of a plan in mm", () => {
  const marginsOf = (settings: SettingsInput) => {
    const plan = planOf(resolveSettings(settings));
    return [planMargin(plan), processedMargin(plan)];
  };

  it("is that of the families that are measured", () => {
    expect(marginsOf({ families: ["statistics"] })).toEqual([0, 0]);
    const local = ["statistics", "localIntensity"] as const;
    expect(marginsOf({ families: local })).toEqual([localIntensityRadius, localIntensityRadius]);
    const means: SettingsInput["filters"] = [{ type: "mean", support: 3 }];
    expect(marginsOf({ families: local, original: false, filters: means })).toEqual([null, 0]);
    const filterFeatures = { families: local };
    expect(marginsOf({ families: ["statistics"], filters: means, filterFeatures })).toEqual([
      null,
      localIntensityRadius,
    ]);
  });

  it("takes the whole image for diagnostics, which need nothing of the processed region", () => {
    expect(marginsOf({ families: ["diagnostics"] })).toEqual([null, 0]);
    const both = ["diagnostics", "localIntensity"] as const;
    expect(marginsOf({ families: both })).toEqual([null, localIntensityRadius]);
  });
});
