import type { CaseReading } from "../case/case-reading.ts";
import { optionName, readingOptions } from "../case/reading-options.ts";
import type { ErrorDetails } from "../messages/error-details.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found, quoted } from "../messages/phrases.ts";
import type { CohortCase } from "./cohort-case.ts";

/**
 * The columns of masks beside that of the region: what it is cut to, and white matter. Each may have a column of its
 * region. They are copied to the tables.
 */
const secondMasks = { within: "within", whiteMatter: "white-matter" } as const;

/** The names of the columns of those masks and of their regions. */
export const secondMaskColumns: readonly string[] = Object.values(secondMasks).flatMap((column) => [
  column,
  `${column}-region`,
]);

/** How the cells of a row are found. */
interface Columns {
  /** The index of each column. */
  readonly places: ReadonlyMap<string, number>;
  readonly carried: readonly string[];
  /** Names of the images, where a case has several. */
  readonly images: readonly string[] | undefined;
}

/** The case of a row; of several images, one for each that the row has. @throws VoxomicsError `invalid-table` */
export function toCases(
  { places, carried, images }: Columns,
  cells: readonly string[],
  row: number,
): CohortCase[] {
  if (cells.length !== places.size) {
    throw invalid(
      `row ${row} of the manifest has ${cells.length} cells, expected ${places.size} as in the header`,
      { row },
    );
  }
  const cell = (column: string) => (cells[places.get(column) ?? -1] ?? "").trim();
  if (cell("id") === "") throw empty(row, "id");
  const region = cell("region") || null;
  const toCase = (name: string | null): CohortCase => {
    const image = cell(name === null ? "image" : `image:${name}`);
    if (image === "") throw empty(row, "image");
    const own = `mask:${name}`;
    const hasMask = places.has("mask") || (name !== null && places.has(own));
    const isInImage = region !== null && !hasMask;
    const mask = isInImage ? image : (name !== null && cell(own)) || cell("mask");
    if (mask === "") throw empty(row, name === null || places.has("mask") ? "mask" : own);
    return {
      row,
      id: cell("id"),
      ...(name === null ? {} : { name }),
      image,
      mask,
      region,
      label: toLabel(cell("label"), row),
      ...secondMasksIn(cell, row),
      reading: toReading(places, cell, name, row),
      carried: carried.map((column) => cells[places.get(column) ?? -1]),
    };
  };
  if (images === undefined) return [toCase(null)];
  const present = images.filter((name) => cell(`image:${name}`) !== "");
  if (present.length > 0) return present.map(toCase);
  const columns = images.map((name) => quoted(`image:${name}`)).join(", ");
  throw invalid(`row ${row}: found no image in the columns ${columns}, expected one or several`, {
    row,
  });
}

/** The masks beside that of the region that a row names. */
function secondMasksIn(
  cell: (column: string) => string,
  row: number,
): Pick<CohortCase, keyof typeof secondMasks> {
  const named = Object.entries(secondMasks).flatMap(([key, column]) => {
    const [path, region] = [cell(column), cell(`${column}-region`)];
    if (path !== "") return [[key, { path, region: region || null }]];
    if (region === "") return [];
    throw invalid(
      `row ${row}, column "${column}-region": found ${found(region)} without a path in column "${column}"`,
      { row, column: `${column}-region`, found: region },
    );
  });
  return Object.fromEntries(named);
}

function empty(row: number, column: string): VoxomicsError {
  return invalid(`row ${row}, column ${quoted(column)}: found nothing`, { row, column });
}

function toLabel(cell: string, row: number): number | null {
  if (cell === "") return null;
  if (/^[+-]?\d+$/.test(cell)) return Number(cell);
  throw invalid(
    `row ${row}, column "label": found ${found(cell)}, expected an integer or nothing`,
    {
      row,
      column: "label",
      found: cell,
    },
  );
}

function toReading(
  places: ReadonlyMap<string, number>,
  cell: (column: string) => string,
  image: string | null,
  row: number,
): CaseReading {
  const fields = readingOptions.flatMap((option) => {
    const ofAll = optionName(option);
    const own = `${ofAll}:${image}`;
    const column = image !== null && cell(own) !== "" ? own : ofAll;
    const text = places.has(column) && option.noColumn === undefined ? cell(column) : "";
    if (text === "") return [];
    const value = option.parse(text);
    if (value !== undefined) return [[option.key, value]];
    throw invalid(
      `row ${row}, column ${quoted(column)}: found ${found(text)}, expected ${option.expected} or nothing; ` +
        `the column stands for the option --${ofAll}: give it another name if it is a label`,
      { row, column, found: text },
    );
  });
  return Object.fromEntries(fields);
}

/** The error for a manifest that cannot be used. */
export function invalid(
  message: string,
  details: ErrorDetails["invalid-table"] = {},
): VoxomicsError {
  return new VoxomicsError("invalid-table", message, details);
}
