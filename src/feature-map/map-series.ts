import { familyOf } from "../families/families.ts";
import type { WindowMeasure, Windows } from "../families/windows.ts";
import { evaluateNumber, type FeatureTable, type Formula } from "../features/feature.ts";
import type { Settings } from "../settings/settings.ts";
import { type MapFeature, mapAggregations } from "./map-features.ts";
import type { Window } from "./window.ts";
import { windowsOf } from "./windows.ts";

/** The mapped features of one family under one aggregation. */
export interface MapSeries {
  /** Counts the window at its present centre: see `WindowMeasure.count`. */
  readonly count: (stepped: boolean) => void;
  /** Writes the value of each feature to entry `at` of the feature's row. */
  readonly write: (rows: readonly Float64Array[], at: number) => void;
}

/**
 * The series that `features` belong to. The rows that `write` takes are in the order of `features`.
 */
export function seriesOf(
  window: Window,
  features: readonly MapFeature[],
  settings: Settings,
): MapSeries[] {
  const asked = [...new Set(features.map(({ family }) => family))];
  const made = new Map<number, Windows>();
  const windowsAt = (distance: number): Windows => {
    const windows = made.get(distance) ?? windowsOf(window, distance);
    made.set(distance, windows);
    return windows;
  };
  return asked.flatMap((id) => {
    const { maps } = familyOf(id);
    return mapAggregations(id, settings).flatMap((aggregation) => {
      const name = aggregation?.name ?? null;
      const rows = features.flatMap((feature, row) =>
        feature.family === id && feature.aggregation === name ? { ...feature, row } : [],
      );
      if (maps === null || rows.length === 0) return [];
      return maps.slide(
        windowsAt(aggregation?.distance ?? 1),
        aggregation,
        settings,
        (table, measure) => series(table, rows, measure),
      );
    });
  });
}

/** A feature that is asked for. */
interface Row {
  readonly name: string;
  /** Index of the feature's row of values. */
  readonly row: number;
}

/**
 * The value of a feature is the mean over the groups in which it is defined, as in
 * `aggregateParts`.
 */
function series<S>(
  table: FeatureTable<S>,
  rows: readonly Row[],
  { groups, count, summarise }: WindowMeasure<S>,
): MapSeries {
  // objects with the same fields, unlike the table's rows, so that V8 reads their fields faster
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
