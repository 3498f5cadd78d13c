import { checkArgument } from "../../schema/check-argument.ts";
import type { PyradiomicsExtraction } from "../extract-pyradiomics.ts";
import { type JsonCell, type ResultCell, resultCells } from "./result-cells.ts";

/** A case of a table: what names it, and its result. */
export interface PyradiomicsCase {
  /**
   * Columns before the result, such as `Image`, `Mask` and others of a batch file. A map keeps their order
   * where names are whole numbers, which an object puts first.
   */
  readonly columns: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  /** null for a case that was refused: it has no values then. */
  readonly extraction: PyradiomicsExtraction | null;
}

/**
 * Results as CSV, as PyRadiomics' command writes them: a row a case, the columns of the first case first, and
 * columns that only others have behind them, by name. A feature without a value is `nan`.
 *
 * @example
 * ```ts
 * import { extractPyradiomics, parseParams, toPyradiomicsCsv } from "voxomics/pyradiomics";
 *
 * const extraction = extractPyradiomics(image, mask, parseParams({ featureClass: { shape: [] } }));
 * const csv = toPyradiomicsCsv([{ columns: { Image: "ct.nrrd", Mask: "tumour.nrrd" }, extraction }]);
 * console.log(csv.split("\n").length); // 3
 * ```
 */
export function toPyradiomicsCsv(cases: readonly PyradiomicsCase[]): string {
  const rows = cellsOf(cases);
  const first = (rows[0] ?? []).map(({ name }) => name);
  const others = new Set(rows.slice(1).flatMap((row) => row.map(({ name }) => name)));
  const header = [...first, ...[...others].filter((name) => !first.includes(name)).sort()];
  const lines = rows.map((row) => {
    const texts = new Map(row.map(({ name, text }) => [name, text]));
    return header.map((name) => texts.get(name) ?? "");
  });
  return [header, ...lines].map((cells) => `${cells.map(inQuotes).join(",")}\n`).join("");
}

/**
 * Results as JSON, as PyRadiomics' command writes them: a list of objects, one a case. A feature without a value is
 * `NaN`, which Python reads, and JavaScript does not.
 *
 * @example
 * ```ts
 * import { extractPyradiomics, parseParams, toPyradiomicsJson } from "voxomics/pyradiomics";
 *
 * const extraction = extractPyradiomics(image, mask, parseParams({ featureClass: { shape: [] } }));
 * const json = toPyradiomicsJson([{ columns: { Image: "ct.nrrd", Mask: "tumour.nrrd" }, extraction }]);
 * console.log(JSON.parse(json).length); // 1
 * ```
 */
export function toPyradiomicsJson(cases: readonly PyradiomicsCase[]): string {
  const rows = cellsOf(cases).map((row) => new Map(row.map(({ name, json }) => [name, json])));
  return jsonText(rows, "");
}

/** Results as lines, as PyRadiomics' command prints them: `Case-1_original_shape_MeshVolume: 16147.5`. */
export function toPyradiomicsLines(cases: readonly PyradiomicsCase[]): string {
  return cellsOf(cases)
    .flatMap((row, k) => row.map(({ name, text }) => `Case-${k + 1}_${name}: ${text}\n`))
    .join("");
}

function cellsOf(cases: readonly PyradiomicsCase[]): ResultCell[][] {
  checkArgument(cases, "cases", "array");
  return cases.map((one, k) => {
    checkArgument(one, `cases[${k}]`, { columns: "object" });
    const { columns, extraction } = one;
    const given = columns instanceof Map ? [...columns] : Object.entries(columns);
    const cells = [
      ...given.map(([name, text]) => ({ name, text, json: JSON.stringify(text) })),
      ...(extraction === null ? [] : resultCells(extraction)),
    ];
    // a value of the result takes the place of a column of its name, as in PyRadiomics
    return [...new Map(cells.map((cell) => [cell.name, cell])).values()];
  });
}

/** A cell of CSV: in quotes where it has to be. */
function inQuotes(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** JSON indented by two spaces, as Python writes it. */
function jsonText(value: JsonCell, indent: string): string {
  if (typeof value === "string") return value;
  const inner = `${indent}  `;
  const items =
    value instanceof Map
      ? [...value].map(([key, one]) => `${JSON.stringify(key)}: ${jsonText(one, inner)}`)
      : [...value].map((one) => jsonText(one, inner));
  const [open, close] = value instanceof Map ? ["{", "}"] : ["[", "]"];
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${items.map((item) => `${inner}${item}`).join(",\n")}\n${indent}${close}`;
}
