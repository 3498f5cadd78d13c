import { type FeatureValue, featureColumns } from "../families/feature-value.ts";
import { checkArgument } from "../schema/check-argument.ts";

/** Feature values as CSV, one row each: the columns are the record's fields. */
export function toLongCsv(features: readonly FeatureValue[]): string {
  checkArgument(features, "features", "array");
  return toCsv([
    featureColumns,
    ...features.map((feature) => featureColumns.map((column) => feature[column])),
  ]);
}

/** Feature values of several regions as CSV, one row each: the columns of one, behind the region's. */
export function toLongRegionsCsv(regions: readonly Pick<RegionRow, "roi" | "features">[]): string {
  checkArgument(regions, "regions", "array");
  const rows = regions.flatMap(({ roi, features }) =>
    features.map((feature) => [nameOf(roi), ...featureColumns.map((column) => feature[column])]),
  );
  return toCsv([["region", ...featureColumns], ...rows]);
}

/** What a wide table needs of a region; a report has it. */
export interface RegionRow {
  readonly image: { readonly name: string };
  readonly mask: { readonly name: string; readonly placed?: PlacedCounts };
  readonly roi: { readonly label: number | null; readonly region?: string | null };
  readonly features: readonly FeatureValue[];
}

/** Voxels of a region on its own grid, on the image's, and of the first those outside the image. */
export interface PlacedCounts {
  readonly before: number;
  readonly after: number;
  readonly outside: number;
}

/** Columns that say how much of a mask came to the image's grid, where that was asked for or lost some. */
export const placedColumns: readonly (readonly [name: string, count: keyof PlacedCounts])[] = [
  ["maskVoxelsBefore", "before"],
  ["maskVoxelsAfter", "after"],
  ["maskVoxelsOutside", "outside"],
];

/**
 * Regions as CSV, one row each.
 *
 * The first columns are `image`, `mask` and `roi` (name or label, if one was chosen), and those of
 * `placedColumns` where a mask was put on the image's grid; then comes one for each value, in the order in which they are first met: `glcm.contrast.3D:avg`, with the
 * image's identity and a slash in front where it is not the original. A cell is empty where a
 * region does not have the value.
 */
export function toWideCsv(regions: readonly RegionRow[]): string {
  checkArgument(regions, "regions", "array");
  const cells = regions.map(({ features }) => new Map(features.map((f) => [columnOf(f), f.value])));
  const names = [...new Set(cells.flatMap((values) => [...values.keys()]))];
  const placed = regions.some(({ mask }) => mask.placed !== undefined) ? placedColumns : [];
  const rows = regions.map(({ image, mask, roi }, n) => [
    image.name,
    mask.name,
    nameOf(roi),
    ...placed.map(([, count]) => mask.placed?.[count] ?? null),
    ...names.map((name) => cells[n].get(name) ?? null),
  ]);
  return toCsv([["image", "mask", "roi", ...placed.map(([name]) => name), ...names], ...rows]);
}

function nameOf({ region = null, label }: RegionRow["roi"]): Cell {
  return region ?? label;
}

/** What a wide column is named after. */
export interface ColumnKey {
  readonly image: string;
  readonly family: string;
  readonly name: string;
  readonly aggregation: string | null;
}

/** The name of a value's column in a wide table. */
export function columnOf({ image, family, name, aggregation }: ColumnKey): string {
  const prefix = image === "original" ? "" : `${image}/`;
  return `${prefix}${family}.${name}${aggregation === null ? "" : `.${aggregation}`}`;
}

/** What a CSV cell holds; null is empty. */
export type Cell = string | number | null;

/**
 * Rows as CSV: RFC 4180, but lines end in LF, which command line tools expect and every reader takes.
 *
 * A spreadsheet runs a cell that starts with =, +, -, @, a tab or a line break as a formula, and names
 * come from files of other people. Such text gets an apostrophe in front, which a spreadsheet takes as
 * "this is text" (OWASP, CSV injection). Numbers, and text that is a number, stay as they are.
 */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(toCell).join(",")}\n`).join("");
}

/** Numbers are the shortest text that reads back as the same double; null and NaN are empty. */
function toCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const text = runs(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Whether a spreadsheet would run a text; the wide forms of the signs start formulas in East Asian ones. */
function runs(text: string): boolean {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !isNumber.test(text);
}

const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
