import { parse } from "csv-parse/sync";
import { optionName, readingOptions } from "../case/reading-options.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { listed, quoted, suggestion } from "../messages/phrases.ts";
import { placedColumns } from "../report/csv.ts";
import { otherSeparator } from "../report/other-separator.ts";
import { parseColumn } from "../report/parse-column.ts";
import type { CohortCase } from "./cohort-case.ts";
import { imageNames, isImageColumn } from "./image-columns.ts";
import { invalid, secondMaskColumns, toCases } from "./manifest-rows.ts";

/** The cases of a cohort, as its manifest lists them. */
export interface Manifest {
  /** Several images of a row are cases of their own, one after the other, with the same id. */
  readonly cases: readonly CohortCase[];
  /** Names of the images, where a case has several. */
  readonly images?: readonly string[];
  /** Columns that are copied to the tables: all but those that name the case, its files and its region. */
  readonly carried: readonly string[];
  /** Whether there are columns `region` and `label`. */
  readonly has: { readonly region: boolean; readonly label: boolean };
}

const required = ["id", "image"] as const;
const optional = ["mask", "region", "label"] as const;
/** Columns that the tables of a cohort have themselves. */
const reserved = [
  ...["settings", "perturbation", "row", "code", "message"],
  ...placedColumns.map(([name]) => name),
];

/**
 * Reads a manifest: CSV with a header, one case a row.
 *
 * `id` and `image` are needed, and `mask`, unless the table has no such column and `region` names a region in
 * the image's own files.
 * `region` (a name) and `label` (a number) choose from masks that hold several regions. A column with the
 * name of one of the command line's reading options (`mask-threshold`, …) sets that option for each
 * case; where its cell is empty, the option of the run applies. `within` names a mask that the region is cut to, and
 * `within-region` its region; `white-matter` and `white-matter-region` name one of white matter or of the brain, for settings
 * that normalise by its white stripe. These and all other columns are
 * copied to the tables. Empty lines are skipped.
 *
 * Several images of a case are in columns `image:T1`, `image:PET` … in the place of `image`. `mask` is the mask of all of
 * them, `mask:PET` that of one, and `suv:PET` a reading option of one. An image whose cell is empty is left out.
 *
 * @throws VoxomicsError `invalid-table`, naming row and column
 *
 * @example
 * ```ts
 * import { parseManifest } from "voxomics/cohort";
 *
 * const { cases } = parseManifest("id,image,mask\nA1,a1/ct.nii.gz,a1/mask.nii.gz\n");
 * cases[0].id; // "A1"
 * cases[0].row; // 1
 * ```
 */
export function parseManifest(text: string): Manifest {
  const [header, ...rows] = parseRows(text);
  if (header === undefined) throw invalid("the manifest is empty: expected a header and cases");
  const columns = header.map((name) => name.trim());
  checkHeader(columns);
  if (rows.length === 0) throw invalid("the manifest has a header but no case");
  const own: readonly string[] = [...required, ...optional];
  const images = imageNames(columns);
  const isFile = (name: string) => images !== undefined && isImageColumn(name);
  const carried = columns.filter((name) => !own.includes(name) && !isFile(name));
  const places = placesOf(columns);
  const cases = rows.flatMap((cells, n) => toCases({ places, carried, images }, cells, n + 1));
  checkIds(cases);
  return {
    cases,
    ...(images === undefined ? {} : { images }),
    carried,
    has: { region: columns.includes("region"), label: columns.includes("label") },
  };
}

function parseRows(text: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VoxomicsError("invalid-table", `the manifest is no CSV: ${reason}`, {}, { cause });
  }
}

/** The reading option that a column name misspells: `resample_mask`, `Resample-Mask`, `nonFinite`. */
function almostOption(name: string): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");
  const options = readingOptions.map(optionName);
  return options.includes(name) ? undefined : options.find((one) => plain(one) === plain(name));
}

/** What columns of masks are called in other tables, in plain letters. */
const wordsForMask = ["mask", "maskfile", "maskpath", "segmentation", "segmentations", "seg", "labelmap", "rtstruct", "contours"]; // biome-ignore format: one line

/** The optional column that is missing and whose name a column nearly has: `Mask`, `masks`, `segmentation`, `Region`. */
function almostOwn(name: string, columns: readonly string[]): string | undefined {
  if (readingOptions.map(optionName).includes(name) || isImageColumn(name)) return undefined;
  const plain = name.toLowerCase().replace(/[^a-z]/g, "");
  const missing = optional.filter((own) => !columns.includes(own));
  if (missing.includes("mask")) {
    if (wordsForMask.includes(plain) || suggestion(name, ["mask"]) !== "") return "mask";
  }
  return missing.find((own) => own === plain);
}

function checkHeader(columns: readonly string[]): void {
  const known = [...required, ...optional];
  const images = imageNames(columns);
  const files: readonly string[] = images === undefined ? required : ["id"];
  const isMasked = images?.every((image) => columns.includes(`mask:${image}`)) === true;
  const needed = columns.includes("region") || isMasked ? files : [...files, "mask"];
  const missing = needed.find((name) => !columns.includes(name));
  if (missing !== undefined) {
    const others = columns.filter((name) => !known.some((own) => own === name));
    const near =
      otherSeparator(columns) ?? suggestion(missing, others).replace("did you mean", "is it");
    throw invalid(
      `the manifest has no column ${quoted(missing)}: found ${listed(columns.map(quoted)).replace(/ or /, " and ")}, ` +
        `expected "id", "image", "mask", and "region" or "label" where masks hold several regions${near}`,
      { column: missing, columns },
    );
  }
  const places = placesOf(columns);
  columns.forEach((name, n) => {
    if (name === "")
      throw invalid(`column ${n + 1} of the manifest has no name`, { column: n + 1 });
    if (places.get(name) !== n) {
      throw invalid(`the manifest has two columns ${quoted(name)}`, { column: name });
    }
    const meant = almostOption(name);
    if (meant !== undefined) {
      throw invalid(
        `column ${quoted(name)} of the manifest looks like the option --${meant}, whose column is called ${quoted(meant)}; ` +
          "give it that name, or another one if it is a label",
        { column: name, expected: meant },
      );
    }
    const own = almostOwn(name, columns);
    if (own !== undefined) {
      throw invalid(
        `column ${quoted(name)} of the manifest looks like the column ${quoted(own)}, which is missing; ` +
          "give it that name, or another one if it is a label",
        { column: name, expected: own },
      );
    }
    if (isOfTables(name)) {
      throw invalid(
        `column ${quoted(name)} of the manifest: the tables of a cohort have a column of that name themselves`,
        { column: name },
      );
    }
  });
}

/** Whether the tables of a cohort have a column of this name themselves. */
function isOfTables(name: string): boolean {
  return reserved.includes(name) || parseColumn(name) !== null;
}

/** Whether a column of this name is nothing but a label, which is copied to the tables. */
export function isLabelColumn(name: string): boolean {
  const ofReading = readingOptions.map(optionName);
  const own: readonly string[] = [...required, ...optional, ...secondMaskColumns, ...ofReading];
  const isNear = almostOption(name) ?? almostOwn(name, ["mask"]);
  const isOwn = own.includes(name) || isNear !== undefined || isImageColumn(name);
  return name !== "" && name === name.trim() && !isOwn && !isOfTables(name);
}

/** The index of each column; of two columns with one name, that of the first. */
function placesOf(columns: readonly string[]): ReadonlyMap<string, number> {
  return new Map(columns.map((name, n) => [name, n] as const).reverse());
}

function checkIds(cases: readonly CohortCase[]): void {
  const rows = new Map<string, number>();
  for (const { id, row } of cases) {
    const before = rows.get(id);
    if (before !== undefined && before !== row) {
      throw invalid(`rows ${before} and ${row}, column "id": both have ${quoted(id)}`, {
        rows: [before, row],
        column: "id",
      });
    }
    rows.set(id, row);
  }
}
