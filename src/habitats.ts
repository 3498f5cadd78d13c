/**
 * Habitats: sub-regions of a region that are alike in maps of features, responses of filters or several images.
 *
 * ```ts
 * import { findHabitats, measureHabitats } from "voxomics/habitats";
 *
 * const settings = { filters: [{ type: "laplacianOfGaussian", sigma: 2 }] } as const;
 * const found = findHabitats([{ image, settings }], mask, { clustering: { clusters: [2, 5] } });
 * found.labels; // a volume: 0 outside, else the number of the habitat
 * found.habitats.map(({ volume, maps }) => [volume, maps]);
 * measureHabitats(found); // the features of each habitat
 * ```
 *
 * @module voxomics/habitats
 */

export type { CaseImage, HabitatImage } from "./habitats/case-images.ts";
export type { HabitatMapOptions } from "./habitats/case-maps.ts";
export { applyHabitats, clusterMaps, type Habitats } from "./habitats/cluster-maps.ts";
export type { TriedNumber } from "./habitats/cluster-points.ts";
export {
  type CaseHabitats,
  findHabitats,
  type HabitatOptions,
} from "./habitats/find-habitats.ts";
export type { Habitat } from "./habitats/habitat.ts";
export type { HabitatModel, HabitatModelInput } from "./habitats/habitat-model.ts";
export { type LabelAgreement, labelAgreement } from "./habitats/label-agreement.ts";
export {
  type HabitatSource,
  type LearnedHabitats,
  type LearnOptions,
  learnHabitats,
} from "./habitats/learn-habitats.ts";
export type { HabitatMap } from "./habitats/map-values.ts";
export { type HabitatOutcome, measureHabitats } from "./habitats/measure-habitats.ts";
export { placeLabels } from "./habitats/place-labels.ts";
export { resampleOnto } from "./habitats/resample-onto.ts";
export type {
  CriterionName,
  HabitatInput,
  HabitatSettings,
  ScalingName,
} from "./habitats/settings.ts";
export {
  type HabitatStability,
  habitatStability,
  type Spread,
  type StabilityPlan,
  type StabilityRow,
} from "./habitats/stability.ts";
export {
  type HabitatReportOptions,
  reportHabitats,
} from "./habitats-report/report-habitats.ts";
