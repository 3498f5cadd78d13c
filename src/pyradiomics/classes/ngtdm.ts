import { ngtdmFeatures as core } from "../../families/ngtdm.ts";
import { evaluate } from "../../features/feature.ts";
import { type NgtdmSummary, summariseNgtdm } from "../../features/ngtdm-summary.ts";
import { countNgtdm, mergeDifferences } from "../../matrices/ngtdm.ts";
import { countLevels } from "../../processing/discretise.ts";
import { angleSettings, distanceSettings } from "../angles.ts";
import { levelSettings } from "../levels.ts";
import { differenceMatrix, differencesByLevel } from "../matrices/shell.ts";
import type { ClassRegion } from "./class-region.ts";
import { type FeatureRow, type FeatureRows, featureClass, from, own } from "./feature-class.ts";
import { isBall, shellOffsets } from "./shell-offsets.ts";

const isolated = "voxels without a neighbour count too, with a difference of 0";

/** The value that stands where the IBSI's formula has none. */
function or0(feature: FeatureRow<NgtdmSummary>): FeatureRow<NgtdmSummary> {
  const cases = (feature.undefinedWhen ?? []).map((one) => ({ value: 0, ...one }));
  return { ...feature, undefinedWhen: cases };
}

/** Neighbouring grey tone difference features. */
export const ngtdmFeatures = {
  Busyness: or0(from(core.busyness, isolated)),
  Coarseness: own(core.coarseness, `${isolated}; no upper limit`, (s) =>
    s.weightedDifferences === 0 ? 1e6 : 1 / s.weightedDifferences,
  ),
  Complexity: from(core.complexity, isolated),
  Contrast: from(core.contrast, isolated),
  Strength: from(core.strength, isolated),
} as const satisfies FeatureRows<NgtdmSummary>;

/** Neighbouring grey tone differences. */
export const ngtdm = featureClass({
  name: "ngtdm",
  settings: { ...levelSettings, ...angleSettings, ...distanceSettings },
  features: ngtdmFeatures,
  tagEnding: "_3D",
  compares: "distances",
  measure: (region, { distances }) => {
    const counts = countLevels(region.levels());
    const differences = countDifferences(region, distances);
    const summary = summariseNgtdm(differenceMatrix(counts, differences));
    const rows: FeatureRows<NgtdmSummary> = ngtdmFeatures;
    return (name) => evaluate(rows[name], summary);
  },
});

/** Σ |i - mean level of the neighbours|, by level. */
function countDifferences(region: ClassRegion, distances: readonly number[]): Float64Array {
  const grid = region.grid(Math.max(...distances));
  if (!isBall(distances)) return differencesByLevel(grid, shellOffsets(region, grid, distances));
  const parts = countNgtdm(grid, region.dimension);
  const { i, s } = mergeDifferences(parts.map(({ matrix }) => matrix));
  const sums = new Float64Array(grid.levels);
  i.forEach((level, e) => {
    sums[level - 1] = s[e];
  });
  return sums;
}
