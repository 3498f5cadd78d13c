import { groupBy } from "../base/group-by.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { quoted } from "../messages/phrases.ts";
import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { type Change, changeOf } from "./change.ts";
import { checkColumns, describe, type MeasurementTable, tableFields } from "./measurement-table.ts";
import { type CaseTable, oneRowEach, type RowChoice, rowsWhere } from "./one-row-each.ts";
import { orderTimes, type TimeOrder } from "./time-order.ts";

/** What is compared with what. */
export interface DeltaOptions extends RowChoice {
  /** The column that says who was measured, or several. */
  readonly subject: string | readonly string[];
  /** The column of the time. */
  readonly time: string;
  /** The times in their order. Default: by their numbers, or their dates. */
  readonly times?: readonly string[] | undefined;
  /**
   * Whether each subject's own first, second, third … time are compared, for times that subjects do not share. Default:
   * true for dates that `times` does not state, else false.
   */
  readonly visits?: boolean | undefined;
  /** Whether each time is compared with the one before it too. Default false: with the first alone. */
  readonly previous?: boolean | undefined;
  /**
   * Columns whose values are kept apart: rows with other values are not compared. Default: those of `keptApart` that the
   * table has.
   */
  readonly apart?: readonly string[] | undefined;
  /** The features that are compared. Default: all. */
  readonly features?: readonly string[] | undefined;
  /** The repeatability coefficient of each feature, in its unit; null where there is none. */
  readonly repeatability?: Readonly<Record<string, number | null>> | undefined;
}

/** Columns of a cohort's tables whose values are kept apart, if nothing else is said. */
export const keptApart: readonly string[] = ["region", "label", "roi", "settings", "perturbation"];

/** Two times that are compared. */
export interface Comparison {
  /** `T2` for a time against the first, `T3-T2` against the one before; `visit2` and `visit3-visit2` for visits. */
  readonly name: string;
  /** Places of the two in `times`, or of a subject's visits, from 0. */
  readonly earlier: number;
  readonly later: number;
}

/** The rows that are compared with each other: those of a subject with the same values of columns that are kept apart. */
export interface DeltaSubject {
  /** Cells of the subject's columns, of those that are kept apart, and of those that are the same at all times. */
  readonly labels: Readonly<Record<string, string>>;
  /** The time of each visit, or each time of `times`; null where the subject has no row. */
  readonly times: readonly (string | null)[];
}

/** A change of one feature in one subject. */
export interface FeatureChange extends Change {
  /** Index in `subjects`. */
  readonly subject: number;
  /** Index in `comparisons`. */
  readonly comparison: number;
  readonly feature: string;
}

/** Changes of features between times. */
export interface Delta {
  /** Columns that say who was measured, and those that were kept apart. */
  readonly subjectColumns: readonly string[];
  readonly apart: readonly string[];
  /** The times in their order; null for visits, of which each subject has its own. */
  readonly times: readonly string[] | null;
  readonly orderedBy: TimeOrder["by"];
  readonly comparisons: readonly Comparison[];
  readonly subjects: readonly DeltaSubject[];
  readonly features: readonly string[];
  /** By subject, then by comparison, then by feature. */
  changes(): IterableIterator<FeatureChange>;
}

/**
 * How features changed between times: absolute, relative and as the logarithm of the ratio.
 *
 * Each later time is compared with the first time; a subject that lacks one of them has a change without numbers, and the
 * reason. Rows of other regions, settings and perturbations are kept apart.
 *
 * @throws VoxomicsError `invalid-table` for a column that there is not, an empty subject or time, times whose order is not
 *   plain, and two rows of one subject and time, unless `several` says what they mean; `invalid-settings`
 *
 * @example
 * ```ts
 * import { delta, fromWideRecords } from "voxomics/reproducibility";
 *
 * const records = [
 *   { patient: "A", week: 0, volume: 20 },
 *   { patient: "A", week: 6, volume: 15 },
 * ];
 * const table = fromWideRecords(records, ["patient", "week"]);
 * const [change] = delta(table, { subject: "patient", time: "week", repeatability: { volume: 3 } }).changes();
 * console.log(change); // absolute -5, relative -0.25, logRatio ln 0.75, exceeds true
 * ```
 */
export function delta(table: MeasurementTable, options: DeltaOptions): Delta {
  checkOptions(options, {
    ...{ subject: null, time: "text", times: "array", visits: null, previous: null },
    ...{
      apart: "array",
      features: "array",
      repeatability: "object",
      where: "object",
      several: null,
    },
    volumeColumn: "text",
  });
  checkArgument(table, "table", tableFields);
  checkArgument(options, "options", { time: "text" });
  const { time, where = {}, several, volumeColumn, repeatability, previous = false } = options;
  const subjectColumns = [options.subject].flat();
  checkValue(subjectColumns.length > 0, "subject", options.subject, "a column");
  const labels = Object.keys(table.labels);
  const apart = options.apart ?? keptApart.filter((column) => labels.includes(column));
  const others = [...new Set(apart)].filter((one) => ![...subjectColumns, time].includes(one));
  checkColumns([...subjectColumns, time, ...others], labels);
  checkValue(!subjectColumns.includes(time), "time", time, "another column than the subject's");
  const features = options.features ?? Object.keys(table.features);
  checkColumns(features, Object.keys(table.features));
  checkCoefficients(repeatability);

  const rows = rowsWhere(table, where);
  checkSubjects(table, subjectColumns, rows);
  const cells = rows.map((row) => table.labels[time][row]);
  const order = orderTimes(cells, rows, time, options.times);
  const visits = options.visits ?? order.by === "dates";
  const spelled = alike(table, time, rows, order);
  const key = [...subjectColumns, ...others, time];
  if (several === undefined) refuseTwice(spelled, key, rows);
  const cases = oneRowEach(spelled, key, { where, several, volumeColumn });
  const placeOf = new Map(order.times.map((text, n) => [text, n]));
  const who = [...subjectColumns, ...others];
  const groups = [
    ...groupBy([...cases.ids.keys()], (n) =>
      JSON.stringify(who.map((column) => cases.labels[column][n].trim())),
    ).values(),
  ].map((its) => rowsInTime(its, cases, time, placeOf, visits));
  const count = visits ? Math.max(...groups.map((its) => its.length)) : order.times.length;
  const names = visits ? Array.from({ length: count }, (_, n) => `visit${n + 1}`) : order.times;
  const comparisons = comparisonsOf(names, previous);
  const same = sameAtAllTimes(cases, [...who, time], groups);
  return {
    ...{ subjectColumns, apart: others, times: visits ? null : order.times, orderedBy: order.by },
    ...{ comparisons, features },
    subjects: groups.map((its) => ({
      labels: labelsAt(cases, [...who, ...same], its),
      times: Array.from({ length: count }, (_, n) =>
        its[n] === undefined ? null : cases.labels[time][its[n]],
      ),
    })),
    *changes() {
      for (const [subject, its] of groups.entries()) {
        for (const [comparison, { earlier, later }] of comparisons.entries()) {
          for (const feature of features) {
            const values = cases.features[feature];
            const at = (n: number | undefined) => (n === undefined ? undefined : values[n]);
            const coefficient = coefficientOf(repeatability, feature);
            const change = changeOf(at(its[earlier]), at(its[later]), coefficient);
            yield { subject, comparison, feature, ...change };
          }
        }
      }
    },
  };
}

/** Each later time against the first, and with `previous` against the one before it, where that is another one. */
function comparisonsOf(names: readonly string[], previous: boolean): Comparison[] {
  const all = names
    .slice(1)
    .flatMap((name, n): Comparison[] => [
      { name, earlier: 0, later: n + 1 },
      ...(previous && n > 0 ? [{ name: `${name}-${names[n]}`, earlier: n, later: n + 1 }] : []),
    ]);
  const twice = all.find(({ name }, n) => all.findIndex((one) => one.name === name) !== n);
  if (twice === undefined) return all;
  const message = `times: two comparisons would be called ${quoted(twice.name)}, expected other names of the times`;
  throw new VoxomicsError("invalid-table", message, { found: twice.name });
}

/** The rows of a subject by the place of their time; for visits, one after the other. */
function rowsInTime(
  its: readonly number[],
  { labels }: CaseTable,
  time: string,
  placeOf: ReadonlyMap<string, number>,
  visits: boolean,
): readonly (number | undefined)[] {
  const rows: (number | undefined)[] = [];
  for (const n of its) rows[placeOf.get(labels[time][n]) as number] = n;
  return visits ? rows.filter((row) => row !== undefined) : rows;
}

/** The table with one spelling of each time: 1 and 1.0 are the same. */
function alike(
  table: MeasurementTable,
  time: string,
  rows: readonly number[],
  { times, places }: TimeOrder,
): MeasurementTable {
  const cells = [...table.labels[time]];
  rows.forEach((row, n) => {
    cells[row] = times[places[n]];
  });
  return { ...table, labels: { ...table.labels, [time]: cells } };
}

function checkSubjects(
  { labels }: MeasurementTable,
  columns: readonly string[],
  rows: readonly number[],
): void {
  for (const column of columns) {
    const row = rows.find((one) => labels[column][one].trim() === "");
    if (row === undefined) continue;
    const message = `row ${row + 1}: found no subject in column ${quoted(column)}`;
    throw new VoxomicsError("invalid-table", message, { row: row + 1, column });
  }
}

function refuseTwice(
  { labels }: MeasurementTable,
  key: readonly string[],
  rows: readonly number[],
): void {
  const cellsOf = (row: number) => key.map((column) => labels[column][row].trim());
  const seen = groupBy(rows, (row) => JSON.stringify(cellsOf(row)));
  const twice = [...seen.values()].find((its) => its.length > 1);
  if (twice === undefined) return;
  const [first, second] = twice;
  const differing = Object.keys(labels)
    .filter((column) => !key.includes(column) && labels[column][first] !== labels[column][second])
    .map(quoted);
  const how = differing.length === 0 ? "" : `; they differ in ${differing.join(", ")}`;
  const message = `rows ${first + 1} and ${second + 1} are both of ${describe(key, cellsOf(first))}${how}: choose one (where), keep them apart (apart), or say what several mean (several)`;
  throw new VoxomicsError("invalid-table", message, { rows: [first + 1, second + 1] });
}

/** Labels that have one value in all rows of every subject: sex, hospital. They are known of a subject, whatever the time. */
function sameAtAllTimes(
  { labels }: CaseTable,
  taken: readonly string[],
  groups: readonly (readonly (number | undefined)[])[],
): readonly string[] {
  return Object.keys(labels).filter(
    (column) =>
      !taken.includes(column) &&
      groups.every((its) => {
        const rows = its.filter((row) => row !== undefined);
        return rows.every((row) => labels[column][row] === labels[column][rows[0]]);
      }),
  );
}

function labelsAt(
  { labels }: CaseTable,
  columns: readonly string[],
  its: readonly (number | undefined)[],
): Record<string, string> {
  const row = its.find((one) => one !== undefined) as number;
  return Object.fromEntries(columns.map((column) => [column, labels[column][row]]));
}

function checkCoefficients(coefficients: DeltaOptions["repeatability"]): void {
  for (const [feature, value] of Object.entries(coefficients ?? {})) {
    const sound = value === null || (Number.isFinite(value) && value >= 0);
    checkValue(sound, `repeatability.${feature}`, value, "a number of at least 0, or null");
  }
}

/** The coefficient of a feature: undefined where no agreement is known at all, NaN where it has none of the feature. */
function coefficientOf(
  coefficients: DeltaOptions["repeatability"],
  feature: string,
): number | undefined {
  if (coefficients === undefined) return undefined;
  return Object.hasOwn(coefficients, feature) ? (coefficients[feature] ?? Number.NaN) : Number.NaN;
}
