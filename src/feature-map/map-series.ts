import { once } from "../base/once.ts";
import type { Aggregation } from "../features/aggregation.ts";
import { evaluateNumber, type FeatureTable, type Formula } from "../features/feature.ts";
import { glcmFeatures } from "../features/glcm.ts";
import { gldzmFeatures } from "../features/gldzm.ts";
import { glrlmFeatures } from "../features/glrlm.ts";
import { glszmFeatures } from "../features/glszm.ts";
import { histogramFeatures } from "../features/histogram.ts";
import { ngldmFeatures } from "../features/ngldm.ts";
import { ngtdmFeatures } from "../features/ngtdm.ts";
import { statisticsFeatures } from "../features/statistics.ts";
import type { Dimension } from "../matrices/neighbourhood.ts";
import type { Settings } from "../settings/settings.ts";
import { distanceZoneWindow } from "./distance-zone-window.ts";
import { histogramWindow, statisticsWindow } from "./intensity-window.ts";
import { aggregationsOf, type MapFamilyId, type MappedFeature } from "./mapped-features.ts";
import { dependenceWindow, toneWindow } from "./neighbour-window.ts";
import { pairWindow } from "./pair-window.ts";
import { runWindow } from "./run-window.ts";
import type { Window } from "./window.ts";
import type { WindowMeasure } from "./window-measure.ts";
import { type WindowNeighbours, windowNeighbours } from "./window-neighbours.ts";
import { type WindowZones, windowZones } from "./window-zones.ts";
import { sizeZoneWindow } from "./zone-window.ts";

/** The features of one family under one aggregation, read from a window where it stands. */
export interface MapSeries {
  readonly count: (stepped: boolean) => void;
  /** Writes the values of its features to index `at` of their rows. */
  readonly write: (rows: readonly Float64Array[], at: number) => void;
}

/** The series that the features belong to; `rows` of `write` are in the order of the features. */
export function seriesOf(
  window: Window,
  features: readonly MappedFeature[],
  settings: Settings,
): MapSeries[] {
  const families = [...new Set(features.map(({ family }) => family))];
  const shared = sharedCounts(window, settings);
  return families.flatMap((family) =>
    aggregationsOf(family, settings.aggregations).flatMap((aggregation) => {
      const name = aggregation?.name ?? null;
      const rows = features.flatMap((feature, row) =>
        feature.family === family && feature.aggregation === name ? { ...feature, row } : [],
      );
      return rows.length === 0
        ? []
        : makers[family]({ window, settings, ...shared }, aggregation as Aggregation, rows);
    }),
  );
}

/** A feature that is asked for, and where its values go. */
interface Row {
  readonly name: string;
  readonly row: number;
}

/** What series of one window have in common. */
interface Shared {
  readonly window: Window;
  readonly settings: Settings;
  readonly zones: (dimension: Dimension) => WindowZones;
  readonly neighbours: (dimension: Dimension) => WindowNeighbours;
}

function sharedCounts(
  window: Window,
  { distance, ngldm }: Settings,
): Pick<Shared, "zones" | "neighbours"> {
  const zones = {
    2: once(() => windowZones(window, 2)),
    3: once(() => windowZones(window, 3)),
  };
  const neighbours = {
    2: once(() => windowNeighbours(window, 2, distance, ngldm.alpha)),
    3: once(() => windowNeighbours(window, 3, distance, ngldm.alpha)),
  };
  return {
    zones: (dimension) => zones[dimension](),
    neighbours: (dimension) => neighbours[dimension](),
  };
}

/** How the series of each family is made. */
const makers: Readonly<
  Record<MapFamilyId, (shared: Shared, aggregation: Aggregation, rows: readonly Row[]) => MapSeries>
> = {
  statistics: ({ window }, _, rows) => series(statisticsFeatures, rows, statisticsWindow(window)),
  histogram: ({ window }, _, rows) => series(histogramFeatures, rows, histogramWindow(window)),
  glcm: ({ window, settings: { distance, glcm } }, aggregation, rows) =>
    series(glcmFeatures, rows, pairWindow(window, aggregation, distance, glcm.distanceWeighting)),
  glrlm: ({ window, settings: { glrlm } }, aggregation, rows) =>
    series(glrlmFeatures, rows, runWindow(window, aggregation, glrlm.distanceWeighting)),
  glszm: ({ window, zones }, aggregation, rows) =>
    series(glszmFeatures, rows, sizeZoneWindow(window, aggregation, zones(aggregation.dimension))),
  gldzm: ({ window, zones }, aggregation, rows) =>
    series(
      gldzmFeatures,
      rows,
      distanceZoneWindow(window, aggregation, zones(aggregation.dimension)),
    ),
  ngtdm: ({ window, neighbours }, aggregation, rows) =>
    series(ngtdmFeatures, rows, toneWindow(window, aggregation, neighbours(aggregation.dimension))),
  ngldm: ({ window, neighbours }, aggregation, rows) =>
    series(
      ngldmFeatures,
      rows,
      dependenceWindow(window, aggregation, neighbours(aggregation.dimension)),
    ),
};

/** A mean runs over the groups in which a feature has a value, as in `aggregateParts`. */
function series<S>(
  table: FeatureTable<S>,
  rows: readonly Row[],
  { groups, count, summarise }: WindowMeasure<S>,
): MapSeries {
  // of one shape, which the table's rows are not
  const formulas = rows.map(({ name }): Formula<S> => {
    const { undefinedWhen = [], value } = table[name];
    return { undefinedWhen, value };
  });
  const sums = new Float64Array(rows.length);
  const defined = new Int32Array(rows.length);
  return {
    count,
    write: (out, at) => {
      sums.fill(0);
      defined.fill(0);
      for (let group = 0; group < groups; group++) {
        const summary = summarise(group);
        if (summary === null) continue;
        for (let f = 0; f < formulas.length; f++) {
          const value = evaluateNumber(formulas[f], summary);
          if (Number.isNaN(value)) continue;
          sums[f] += value;
          defined[f]++;
        }
      }
      for (let f = 0; f < rows.length; f++) out[rows[f].row][at] = sums[f] / defined[f];
    },
  };
}
