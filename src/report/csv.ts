import { type FeatureValue, featureColumns } from "../families/feature-value.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { madeRegion, type RegionMaking } from "./made-region.ts";

/**
 * Feature values as CSV, one row a value; the columns are the fields of `FeatureValue`.
 *
 * @example
 * ```ts
 * import { extract, toLongCsv } from "voxomics";
 *
 * const { features } = extract(image, mask, { families: ["statistics"] });
 * const [header, mean] = toLongCsv(features).split("\n");
 * console.log(header); // image,family,name,code,tag,aggregation,aggregationCode,value,unit,reason
 * console.log(mean);
 * ```
 */
export function toLongCsv(features: readonly FeatureValue[]): string {
  checkArgument(features, "features", "array");
  return toCsv([
    featureColumns,
    ...features.map((feature) => featureColumns.map((column) => feature[column])),
  ]);
}

/**
 * Feature values of several regions as CSV, one row a value: a column `region`, then those of
 * `toLongCsv`.
 *
 * @example
 * ```ts
 * import { extract, toLongRegionsCsv } from "voxomics";
 *
 * const { features } = extract(image, mask);
 * const csv = toLongRegionsCsv([{ roi: { label: 1, region: "GTV-1" }, features }]);
 * console.log(csv.split("\n").length);
 * ```
 */
export function toLongRegionsCsv(regions: readonly Omit<RegionRow, "image" | "mask">[]): string {
  checkArgument(regions, "regions", "array");
  const rows = regions.flatMap((region) =>
    region.features.map((feature) => [
      nameOfRegion(region),
      ...featureColumns.map((column) => feature[column]),
    ]),
  );
  return toCsv([["region", ...featureColumns], ...rows]);
}

/** The fields of a report that a wide table shows. */
export interface RegionRow extends RegionMaking {
  readonly image: { readonly name: string };
  readonly mask: { readonly name: string; readonly placed?: PlacedCounts };
  readonly roi: { readonly label: number | null; readonly region?: string | null };
  readonly features: readonly FeatureValue[];
}

/** Voxel counts of a mask that was resampled to the image's grid. */
export interface PlacedCounts {
  /** Voxels of the region on the mask's own grid. */
  readonly before: number;
  /** Voxels of the region on the image's grid. */
  readonly after: number;
  /** Of `before`, the voxels that lie outside the image. */
  readonly outside: number;
}

/** Names of the columns of `PlacedCounts`, with their fields. */
export const placedColumns: readonly (readonly [name: string, count: keyof PlacedCounts])[] = [
  ["maskVoxelsBefore", "before"],
  ["maskVoxelsAfter", "after"],
  ["maskVoxelsOutside", "outside"],
];

/**
 * Regions as CSV, one row each.
 *
 * The first columns are `image`, `mask` and `roi` (the region's name or label, if one was chosen, and what the settings
 * `mask` and `within` made of it: `GTV-1 (ring of 10 mm)`). If a mask
 * was resampled to the image's grid, `placedColumns` follow. Then comes a column for each feature, in the
 * order of the first region that has it, with the name that `columnOf` gives it. A cell is empty where a
 * region does not have the value.
 *
 * @example
 * ```ts
 * import { extract, toWideCsv } from "voxomics";
 *
 * const { features } = extract(image, mask);
 * const csv = toWideCsv([
 *   { image: { name: "ct.nii.gz" }, mask: { name: "mask.nii.gz" }, roi: { label: null }, features },
 * ]);
 * console.log(csv.split("\n").length); // a header, a row, and an empty line at the end
 * ```
 */
export function toWideCsv(regions: readonly RegionRow[]): string {
  checkArgument(regions, "regions", "array");
  const { labels, features } = wideTable(regions);
  const columns = [...labels, ...features];
  const rows = regions.map((_, n) => columns.map(({ cells }) => cells[n]));
  return toCsv([columns.map(({ name }) => name), ...rows]);
}

interface TableColumn {
  readonly name: string;
  /** One cell a row. */
  readonly cells: readonly Cell[];
}

/** The columns of `toWideCsv`: those that say which region a row is, and one for each feature. */
export interface WideTable {
  readonly labels: readonly TableColumn[];
  /** `feature` is the first value of the column. */
  readonly features: readonly (TableColumn & { readonly feature: FeatureValue })[];
}

/** The columns of a table with one row a region. */
export function wideTable(regions: readonly RegionRow[]): WideTable {
  const values = regions.map(({ features }) => new Map(features.map((f) => [columnOf(f), f])));
  const first = new Map<string, FeatureValue>();
  for (const row of values) {
    for (const [name, feature] of row) if (!first.has(name)) first.set(name, feature);
  }
  const placed = regions.some(({ mask }) => mask.placed !== undefined) ? placedColumns : [];
  return {
    labels: [
      { name: "image", cells: regions.map(({ image }) => image.name) },
      { name: "mask", cells: regions.map(({ mask }) => mask.name) },
      { name: "roi", cells: regions.map(nameOfRegion) },
      ...placed.map(([name, count]) => ({
        name,
        cells: regions.map(({ mask }) => mask.placed?.[count] ?? null),
      })),
    ],
    features: [...first].map(([name, feature]) => ({
      name,
      feature,
      cells: values.map((row) => row.get(name)?.value ?? null),
    })),
  };
}

/** What a row calls its region: its name, or the label; and what was made of it: `GTV-1 (ring of 10 mm)`. */
export function nameOfRegion({ roi, ...making }: Pick<RegionRow, "roi"> & RegionMaking): Cell {
  const name = roi.region ?? roi.label;
  const made = madeRegion(making);
  if (made === null) return name;
  return name === null ? made : `${name} (${made})`;
}

/** The parts of a feature's column name in a wide table. */
export interface ColumnKey {
  /** `original`, or the identity of the response map's filter. */
  readonly image: string;
  readonly family: string;
  readonly name: string;
  readonly aggregation: string | null;
}

/**
 * The name of a feature's column in a wide table: `glcm.contrast.3D:avg`, for a response map after the
 * filter's identity and a slash.
 */
export function columnOf({ image, family, name, aggregation }: ColumnKey): string {
  const prefix = image === "original" ? "" : `${image}/`;
  return `${prefix}${family}.${name}${aggregation === null ? "" : `.${aggregation}`}`;
}

/** What a CSV cell holds; null is empty. */
export type Cell = string | number | null;

/**
 * Rows as CSV after RFC 4180, except that lines end in LF, which command line tools expect and every CSV
 * reader accepts.
 *
 * A spreadsheet runs a cell that starts with =, +, -, @, a tab or a line break as a formula, and cells may hold
 * names from files of unknown origin. Such text gets an apostrophe in front, which tells a spreadsheet that
 * it is text (OWASP, CSV injection). Numbers, and text that is a number, stay as they are.
 */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(toCell).join(",")}\n`).join("");
}

/**
 * Rows as CSV whose texts stay as they are, for tables that were read and are written again: an apostrophe in front of
 * an id would make it another.
 */
export function toVerbatimCsv(rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map((row) =>
    row.map((cell) => (typeof cell === "string" ? quotedCell(cell) : toCell(cell))).join(","),
  );
  return lines.map((line) => `${line}\n`).join("");
}

/**
 * A cell as text: a number as the shortest text that reads back as the same double; null and NaN as
 * nothing.
 */
function toCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  return quotedCell(runs(cell) ? `'${cell}` : cell);
}

function quotedCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Whether a spreadsheet would run a text as a formula; those in East Asian languages accept full-width
 * signs too.
 */
function runs(text: string): boolean {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !isNumber.test(text);
}

const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
