import { groupBy } from "../base/group-by.ts";
import { distinctNotes, type Note } from "../messages/note.ts";
import { type Cell, columnOf, placedColumns, toCsv } from "../report/csv.ts";
import type { CohortCase } from "./cohort-case.ts";
import type { Manifest } from "./manifest.ts";
import type { CaseInputs } from "./read-case.ts";
import type { FeatureColumn, Measured, Unit, UnitFailure } from "./unit.ts";

/** A unit that was measured. */
export interface MeasuredUnit {
  readonly unit: Unit;
  readonly inputs: CaseInputs;
  readonly measured: Measured;
  /** What each value is, in the order of `measured.values`. */
  readonly columns: readonly FeatureColumn[];
}

/** The feature table of a cohort: one row a measured unit, in the order of the manifest. */
export interface CohortTable {
  /** Columns that say which case was measured, and how. */
  readonly labels: readonly LabelColumn[];
  readonly features: readonly FeatureCells[];
  readonly rows: number;
}

export interface LabelColumn {
  readonly name: string;
  /** One cell a row of the table. */
  readonly cells: readonly (string | number | null)[];
}

/** The column of one feature. */
export interface FeatureCells extends FeatureColumn {
  /** Name of the column, from `columnOf`. */
  readonly column: string;
  /** One value a row of the table; null where the unit has no such value. */
  readonly cells: readonly (number | null)[];
}

/**
 * The feature table; features stand in the order in which the units first have them. The images of a case, under the same
 * settings and perturbation, share a row.
 */
export function cohortTable(manifest: Manifest, measured: readonly MeasuredUnit[]): CohortTable {
  const found = new Map<string, FeatureColumn>();
  const units = rowsOf(manifest, measured);
  const rows = units.map((ofRow) => {
    const row = new Map<string, number | null>();
    for (const { unit, measured, columns } of ofRow) {
      columns.forEach((ofImage, n) => {
        const column = columnIn(unit, ofImage);
        const name = columnOf(column);
        if (!found.has(name)) found.set(name, column);
        row.set(name, measured.values[n]);
      });
    }
    return row;
  });
  return {
    labels: [
      ...labelsOf(
        manifest,
        units.map(([{ unit }]) => unit),
      ),
      ...placedLabels(manifest, units),
    ],
    features: [...found].map(([column, feature]) => ({
      ...feature,
      column,
      cells: rows.map((row) => row.get(column) ?? null),
    })),
    rows: units.length,
  };
}

/** The units of each row of the table. */
function rowsOf(
  { images }: Manifest,
  units: readonly MeasuredUnit[],
): readonly (readonly MeasuredUnit[])[] {
  if (images === undefined) return units.map((unit) => [unit]);
  const rows = groupBy(units, ({ unit: { case: one, settings, perturbation } }) =>
    JSON.stringify([one.id, settings.name, perturbation?.name ?? null]),
  );
  return [...rows.values()];
}

/** The column of a feature in the tables. Where a case has several images, the image's name stands in front. */
function columnIn({ case: { name } }: Unit, column: FeatureColumn): FeatureColumn {
  if (name === undefined) return column;
  const { image } = column;
  return { ...column, image: image === "original" ? name : `${name}/${image}` };
}

/** The column that names the image of a row; none if cases have one image each. */
function imageHeader({ images }: Manifest): string[] {
  return images === undefined ? [] : ["image"];
}

function imageCell({ case: { name } }: Unit): Cell[] {
  return name === undefined ? [] : [name];
}

function labelsOf({ carried, has }: Manifest, units: readonly Unit[]): LabelColumn[] {
  const several = new Set(units.map(({ settings }) => settings.name)).size > 1;
  const perturbed = units.some(({ perturbation }) => perturbation !== null);
  const column = (name: string, cell: (unit: Unit) => string | number | null): LabelColumn => ({
    name,
    cells: units.map(cell),
  });
  return [
    column("id", (unit) => unit.case.id),
    ...carried.map((name, n) => column(name, (unit) => unit.case.carried[n])),
    ...(has.region ? [column("region", (unit) => unit.case.region)] : []),
    ...(has.label ? [column("label", (unit) => unit.case.label)] : []),
    ...(several ? [column("settings", (unit) => unit.settings.name)] : []),
    ...(perturbed ? [column("perturbation", (unit) => unit.perturbation?.name ?? null)] : []),
  ];
}

/**
 * Voxel counts of masks that were resampled to the image's grid, or of which a part lies outside the
 * image; no columns if there is no such mask.
 */
function placedLabels(
  { images = [undefined] }: { readonly images?: readonly (string | undefined)[] },
  rows: readonly (readonly MeasuredUnit[])[],
): LabelColumn[] {
  return images.flatMap((image) => {
    const placed = rows.map(
      (ofRow) => ofRow.find(({ unit }) => unit.case.name === image)?.inputs.mask.placed,
    );
    if (placed.every((counts) => counts === undefined)) return [];
    return placedColumns.map(([name, count]) => ({
      name: image === undefined ? name : `${image}/${name}`,
      cells: placed.map((counts) => counts?.[count] ?? null),
    }));
  });
}

/**
 * The bytes of `features.csv`: labels, then one column a feature; a cell is empty where there is no value.
 * They are made row by row, as the table of a large cohort is longer than the longest string.
 */
export async function* featuresCsv({ labels, features, rows }: CohortTable) {
  const header = [...labels.map(({ name }) => name), ...features.map(({ column }) => column)];
  const cells = [...labels, ...features].map((column) => column.cells);
  yield Buffer.from(toCsv([header]));
  for (let row = 0; row < rows; row++) {
    yield Buffer.from(toCsv([cells.map((column) => column[row])]));
  }
}

/** `undefined.csv`: one row for each value that is missing or set by convention, with the reason. */
export function undefinedCsv(units: readonly MeasuredUnit[]): string {
  const rows = units.flatMap(({ unit, measured, columns }) =>
    Object.entries(measured.reasons).map(([n, reason]): Cell[] => [
      unit.case.id,
      unit.settings.name,
      unit.perturbation?.name ?? null,
      columnOf(columnIn(unit, columns[Number(n)])),
      measured.values[Number(n)],
      reason,
    ]),
  );
  return toCsv([["id", "settings", "perturbation", "feature", "value", "reason"], ...rows]);
}

/** A unit with its notes. */
export interface NotedUnit {
  readonly unit: Unit;
  readonly notes: readonly Note[];
}

/** The units that have notes: about their files, mask, region or settings. */
export function notedUnits(units: readonly MeasuredUnit[]): NotedUnit[] {
  return units.flatMap(({ unit, inputs, measured }) => {
    const notes = distinctNotes([...inputs.notes, ...measured.notes]);
    return notes.length === 0 ? [] : [{ unit, notes }];
  });
}

/** `notes.csv`: one row a note. */
export function notesCsv(manifest: Manifest, units: readonly NotedUnit[]): string {
  const rows = units.flatMap(({ unit, notes }) =>
    notes.map(({ code, message }): Cell[] => [
      unit.case.id,
      unit.settings.name,
      unit.perturbation?.name ?? null,
      ...imageCell(unit),
      code,
      message,
    ]),
  );
  const header = ["id", "settings", "perturbation", ...imageHeader(manifest), "code", "message"];
  return toCsv([header, ...rows]);
}

/** A unit that failed. */
export interface FailedUnit {
  readonly unit: Unit;
  readonly failure: UnitFailure;
}

/** `errors.csv`: one row a failed unit, but only one for all units of a case that could not be read. */
export function errorsCsv(manifest: Manifest, failed: readonly FailedUnit[]): string {
  const said = new Set<CohortCase>();
  const once = failed.filter(({ unit, failure }) => {
    const again = failure.ofCase && said.has(unit.case);
    said.add(unit.case);
    return !again;
  });
  const rows = once.map(({ unit, failure }): Cell[] => [
    unit.case.row,
    unit.case.id,
    failure.ofCase ? null : unit.settings.name,
    failure.ofCase ? null : (unit.perturbation?.name ?? null),
    ...imageCell(unit),
    failure.code,
    failure.message,
  ]);
  const of = ["row", "id", "settings", "perturbation", ...imageHeader(manifest)];
  return toCsv([[...of, "code", "message"], ...rows]);
}

/** `perturbations.csv`: the extents of each unit's perturbation, one row a unit. */
export function perturbationsCsv(manifest: Manifest, units: readonly MeasuredUnit[]): string {
  const rows = units.flatMap(({ unit, measured: { perturbation: record } }) => {
    if (record === null) return [];
    const { chain, seed, perturbation, noiseLevel, voxels, supervoxels } = record;
    const { translation, rotation, volume, contour } = perturbation;
    const found = { rotation, volume, contour: contour ? 1 : 0 };
    const drawn = unit.perturbation?.name ?? null;
    const labels = [unit.case.id, unit.settings.name, drawn, ...imageCell(unit)];
    const cells = { chain, seed, noiseLevel, ...named(translation), ...found };
    const counts = {
      voxels: voxels.final,
      supervoxels: supervoxels?.overlapping ?? null,
      included: supervoxels?.included ?? null,
    };
    return [{ labels, cells: { ...cells, ...counts } }];
  });
  const header = Object.keys(rows[0]?.cells ?? {});
  return toCsv([
    ["id", "settings", "perturbation", ...imageHeader(manifest), ...header],
    ...rows.map(({ labels, cells }) => [...labels, ...Object.values(cells)]),
  ]);
}

function named([x, y, z]: readonly [number, number, number]) {
  return { translationX: x, translationY: y, translationZ: z };
}
