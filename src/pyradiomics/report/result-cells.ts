import type { Diagnostic } from "../diagnostics.ts";
import type { PyradiomicsExtraction } from "../extract-pyradiomics.ts";
import { floatText, reprText, tupleText } from "./python-text.ts";

/** A value of a result, in the two forms that PyRadiomics' command writes. */
export interface ResultCell {
  readonly name: string;
  /** As in CSV, before quotes. */
  readonly text: string;
  /** As in JSON: text that is written as it is, or lists and maps of such texts. */
  readonly json: JsonCell;
}

/**
 * JSON whose numbers are texts already: Python writes some in another way than JavaScript. Objects are maps, which
 * keep the order of keys that are whole numbers.
 */
export type JsonCell = string | readonly JsonCell[] | ReadonlyMap<string, JsonCell>;

/** Diagnostics that are whole numbers for Python. */
const wholeEndings = ["_Size", "_BoundingBox", "_VoxelNum", "_VolumeNum"];

/** The values of a result, in PyRadiomics' order. */
export function resultCells({ diagnostics, features }: PyradiomicsExtraction): ResultCell[] {
  return [
    ...diagnostics.map(diagnosticCell),
    ...features.map(({ name, value }) => {
      const number = value ?? Number.NaN;
      return { name, text: floatText(number), json: jsonNumber(number) };
    }),
  ];
}

/** Python's JSON has words for what is no finite number. */
function jsonNumber(x: number): string {
  if (Number.isNaN(x)) return "NaN";
  return Number.isFinite(x) ? floatText(x) : x > 0 ? "Infinity" : "-Infinity";
}

function diagnosticCell({ name, value }: Diagnostic): ResultCell {
  const isWhole = wholeEndings.some((ending) => name.endsWith(ending));
  const number = isWhole ? String : floatText;
  if (value === null) return { name, text: "", json: "null" };
  if (typeof value === "number") return { name, text: number(value), json: number(value) };
  if (typeof value === "string") return { name, text: value, json: JSON.stringify(value) };
  if (isNumbers(value)) return { name, text: tupleText(value, number), json: value.map(number) };
  return { name, text: reprText(value), json: settingJson(value) };
}

function isNumbers(value: object): value is readonly number[] {
  return Array.isArray(value);
}

function settingJson(value: unknown): JsonCell {
  if (Array.isArray(value)) return value.map(settingJson);
  if (typeof value === "object" && value !== null) {
    return new Map(Object.entries(value).map(([key, one]) => [key, settingJson(one)]));
  }
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : jsonNumber(value);
  return JSON.stringify(value ?? null);
}
