import { glrlmFeatures as core } from "../../families/glrlm.ts";
import { aggregateParts, directional } from "../../features/aggregation.ts";
import type { Evaluated } from "../../features/feature.ts";
import { type LevelSizeSummary, summariseLevelSize } from "../../features/level-size.ts";
import { merge } from "../../matrices/count-matrix.ts";
import { countGlrlm } from "../../matrices/glrlm.ts";
import { directions } from "../../matrices/neighbourhood.ts";
import type { TextureGrid } from "../../matrices/texture-grid.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { angleSettings, weightingSettings } from "../angles.ts";
import { levelSettings } from "../levels.ts";
import type { ClassRegion } from "./class-region.ts";
import { type FeatureRows, featureClass, formulasOf, same } from "./feature-class.ts";
import { type AnglePart, weighed } from "./weighed.ts";

/** Grey level run length features. */
export const glrlmFeatures = {
  GrayLevelNonUniformity: same(core.greyLevelNonUniformity),
  GrayLevelNonUniformityNormalized: same(core.normalisedGreyLevelNonUniformity),
  GrayLevelVariance: same(core.greyLevelVariance),
  HighGrayLevelRunEmphasis: same(core.highGreyLevelRunEmphasis),
  LongRunEmphasis: same(core.longRunsEmphasis),
  LongRunHighGrayLevelEmphasis: same(core.longRunHighGreyLevelEmphasis),
  LongRunLowGrayLevelEmphasis: same(core.longRunLowGreyLevelEmphasis),
  LowGrayLevelRunEmphasis: same(core.lowGreyLevelRunEmphasis),
  RunEntropy: same(core.runEntropy),
  RunLengthNonUniformity: same(core.runLengthNonUniformity),
  RunLengthNonUniformityNormalized: same(core.normalisedRunLengthNonUniformity),
  RunPercentage: same(core.runPercentage),
  RunVariance: same(core.runLengthVariance),
  ShortRunEmphasis: same(core.shortRunsEmphasis),
  ShortRunHighGrayLevelEmphasis: same(core.shortRunHighGreyLevelEmphasis),
  ShortRunLowGrayLevelEmphasis: same(core.shortRunLowGreyLevelEmphasis),
} as const satisfies FeatureRows<LevelSizeSummary>;

/** Grey level run lengths. The weight of an angle is its length, where that of a GLCM falls with it. */
export const glrlm = featureClass({
  name: "glrlm",
  settings: { ...levelSettings, ...angleSettings, ...weightingSettings },
  features: glrlmFeatures,
  tagEnding: "_3D_avg",
  compares: "touching",
  measure: (region, { weightingNorm }) => {
    const counted = countRuns(region);
    if (weightingNorm !== null && counted.length === 0) return ofNoRun;
    return aggregateParts(
      {
        features: formulasOf<LevelSizeSummary>(glrlmFeatures),
        merge,
        summarise: summariseLevelSize,
      },
      weighed(counted, region.levels().spacing, weightingNorm, (mm) => mm),
      weightingNorm === null ? directional["3D:avg"] : directional["3D:mrg"],
    );
  },
});

/** Features that are sums over the cells of a matrix, without a division by the number of runs. */
const sums: readonly string[] = ["RunEntropy", "RunVariance"];

/** Where no line has two voxels, PyRadiomics sums over a merged matrix without cells, and divides by NaN. */
function ofNoRun(feature: string): Evaluated {
  return { value: sums.includes(feature) ? 0 : null, reason: "no-voxel-pairs" };
}

/** The runs of each angle along which some line has two voxels of the region. */
function countRuns({ dimension, grid, equals }: ClassRegion): AnglePart[] {
  const angles = directions(dimension);
  const kept = angles.map((angle) => hasLine(grid(1), angle));
  return countGlrlm(grid(1), dimension, equals())
    .filter(({ direction }) => kept[direction])
    .map((part) => ({ ...part, angle: angles[part.direction] }));
}

/** Whether some line along an angle has two voxels of the region, side by side or not. */
function hasLine({ data, size: [nx, ny], voxels }: TextureGrid, [dx, dy, dz]: Vec3): boolean {
  const offset = dx + nx * (dy + ny * dz);
  if (voxels.some((v) => data[v + offset] !== 0)) return true;
  const lines = new Set<string>();
  return voxels.some((v) => {
    const [x, y, z] = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
    // steps from the plane where the first coordinate that the angle changes is 0
    const steps = dx !== 0 ? x * dx : dy !== 0 ? y * dy : z * dz;
    const line = [x - steps * dx, y - steps * dy, z - steps * dz].join();
    return lines.has(line) || lines.add(line).size === 0;
  });
}
