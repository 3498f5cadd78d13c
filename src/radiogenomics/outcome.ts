import { VoxomicsError } from "../messages/errors.ts";
import { counted, found, quoted } from "../messages/phrases.ts";

/** What an outcome is; `survival` is made of two columns, time and event. */
export type OutcomeType = "number" | "order" | "twoGroups" | "groups" | "survival";

/** A cell of a table as CSV and JSON readers give it. */
export type Cell = string | number | null | undefined;

/** An outcome of numbers: one a case, NaN where it is missing. */
export interface NumberOutcome {
  readonly name: string;
  readonly type: "number" | "order";
  readonly values: Float64Array;
}

/** An outcome that divides cases into groups. */
export interface GroupOutcome {
  readonly name: string;
  readonly type: "twoGroups" | "groups";
  /** The groups' names, in order. Of two groups, the effect is that of the second. */
  readonly groups: readonly string[];
  /** The group of each case, by its place in `groups`; -1 where it is missing. */
  readonly group: Int32Array;
}

/** Survival, or another time to an event. */
export interface SurvivalOutcome {
  readonly name: string;
  readonly type: "survival";
  /** Time of each case, in any unit; NaN where it is missing. */
  readonly time: Float64Array;
  /** 1 if the case had the event at this time, 0 if it was last seen without, NaN where it is missing. */
  readonly event: Float64Array;
}

/** What features are related to. */
export type Outcome = NumberOutcome | GroupOutcome | SurvivalOutcome;

/** Texts that stand for a missing value, in small letters. */
const missing: ReadonlySet<string> = new Set([
  "",
  "na",
  "nan",
  "n/a",
  "null",
  "none",
  "[not available]",
  "[not applicable]",
  "[not evaluated]",
  "[unknown]",
  "[discrepancy]",
]);

/** A cell's text without spaces around it; null where the value is missing. */
export function textOf(cell: Cell): string | null {
  if (cell == null) return null;
  const text = String(cell).trim();
  return missing.has(text.toLowerCase()) ? null : text;
}

/**
 * An outcome of a table's column.
 *
 * @param type what it is; undefined to take what is plain: text of two kinds, or numbers 0 and 1, are two groups, text of
 *   up to twenty kinds groups, numbers of more than ten kinds a number
 * @throws VoxomicsError `invalid-table` where the column has no value or one only, has text where numbers are meant, or
 *   where no type is stated and what it is is not plain: few numbers (0, 1, 2), dates, ids
 *
 * @example
 * ```ts
 * import { outcomeOf } from "voxomics/radiogenomics";
 *
 * outcomeOf("IDH", ["mutant", "wt", "", "wt"]).type; // "twoGroups"
 * outcomeOf("grade", [2, 3, 3, 4], "order").type; // "order"
 * ```
 */
export function outcomeOf(
  name: string,
  cells: readonly Cell[],
  type?: Exclude<OutcomeType, "survival">,
): NumberOutcome | GroupOutcome {
  return statedColumn(`outcome ${quoted(name)}`, name, cells, type);
}

/**
 * A covariate of a table's column, which is told as `outcomeOf` tells an outcome.
 *
 * @throws VoxomicsError `invalid-table` as `outcomeOf` does
 *
 * @example
 * ```ts
 * import { covariateOf } from "voxomics/radiogenomics";
 *
 * covariateOf("age", [61, 58, null, 70], "number").type; // "number"
 * ```
 */
export function covariateOf(
  name: string,
  cells: readonly Cell[],
  type?: Exclude<OutcomeType, "survival">,
): NumberOutcome | GroupOutcome {
  return statedColumn(`covariate ${quoted(name)}`, name, cells, type);
}

/** @param what names the column in messages */
function statedColumn(
  what: string,
  name: string,
  cells: readonly Cell[],
  type: Exclude<OutcomeType, "survival"> | undefined,
): NumberOutcome | GroupOutcome {
  const refused = (problem: string) => invalid(what, name, problem);
  const texts = cells.map(textOf);
  const kinds = [...new Set(texts.filter((text) => text !== null))];
  if (kinds.length < 2) {
    const few = kinds.length === 0 ? "no value" : `the value ${quoted(kinds[0])} alone`;
    throw refused(`found ${few}, expected two different ones or more`);
  }
  const numeric = kinds.every((kind) => Number.isFinite(Number(kind)));
  const meant = type ?? plainType(kinds, numeric, refused);
  if (meant === "number" || meant === "order") {
    const row = texts.findIndex((text) => text !== null && !Number.isFinite(Number(text)));
    if (row >= 0) {
      throw refused(`row ${row + 1}: found ${found(texts[row])}, expected a number or nothing`);
    }
    const values = Float64Array.from(texts, (text) => (text === null ? Number.NaN : Number(text)));
    return { name, type: meant, values };
  }
  if (meant === "twoGroups" && kinds.length > 2) {
    throw refused(`found ${counted(kinds.length, "different value")}, expected two`);
  }
  const groups = numeric
    ? kinds.sort((a, b) => Number(a) - Number(b))
    : kinds.sort((a, b) => (a < b ? -1 : 1));
  const place = new Map(groups.map((group, k) => [group, k]));
  const group = Int32Array.from(texts, (text) => (text === null ? -1 : (place.get(text) ?? -1)));
  return { name, type: meant, groups, group };
}

/** Fewer different numbers than this may be groups or an order. */
const fewNumbers = 11;
/** Text of more kinds than this may be ids or notes. */
const mostGroups = 20;
/** 2020-03-01, 1.3.2020, 01/03/20; 1 March 2020, 1-Mar-20; of numbers alone 20200301. */
const date =
  /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?|\d{1,2}\.?[- ]\p{L}{3,9}\.?[- ]\d{2,4})$/u;
const dateNumber = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

function plainType(
  kinds: readonly string[],
  numeric: boolean,
  refused: (problem: string) => VoxomicsError,
): Exclude<OutcomeType, "survival"> {
  const some = kinds.slice(0, 4).map(quoted).join(", ");
  const unclear = (what: string) =>
    refused(`found ${some}${kinds.length > 4 ? " …" : ""}: ${what}; state the type: number, order, twoGroups or groups`); // biome-ignore format: one line
  if (kinds.some((kind) => date.test(kind)) || kinds.every((kind) => dateNumber.test(kind))) {
    throw unclear("dates are no outcome of their own");
  }
  if (numeric) {
    if (kinds.length === 2 && kinds.includes("0") && kinds.includes("1")) return "twoGroups";
    if (kinds.length < fewNumbers)
      throw unclear("so few numbers may be groups, an order or a number");
    return "number";
  }
  if (kinds.some((kind) => Number.isFinite(Number(kind)))) throw unclear("numbers and text");
  if (kinds.length === 2) return "twoGroups";
  if (kinds.length > mostGroups) throw unclear("so many different texts may be ids or notes");
  return "groups";
}

/** Texts of an event, in small letters: those without a number are cBioPortal's older ones. */
const happened =
  /^(1(:.*)?|true|yes|deceased|dead|progression|progressed|recurred|recurred\/progressed)$/;
const notHappened = /^(0(:.*)?|false|no|living|alive|censored|diseasefree)$/;

/**
 * An outcome of two columns: a time, and whether it ended with the event.
 *
 * @param events 1, 0 or nothing; also `true` and `false`, `yes` and `no`, texts such as `1:DECEASED`, whose number counts,
 *   and those of cBioPortal's older files: `DECEASED`, `LIVING`, `Recurred/Progressed`, `DiseaseFree`
 * @throws VoxomicsError `invalid-table` for a negative time, and other texts
 *
 * @example
 * ```ts
 * import { survivalOf } from "voxomics/radiogenomics";
 *
 * survivalOf("survival", [120, 300, 41], [1, 0, 1]); // days
 * ```
 */
export function survivalOf(
  name: string,
  times: readonly Cell[],
  events: readonly Cell[],
): SurvivalOutcome {
  const time = Float64Array.from(times, (cell, row) => {
    const text = textOf(cell);
    if (text === null) return Number.NaN;
    const number = Number(text);
    if (number >= 0 && Number.isFinite(number)) return number;
    throw invalid(
      `outcome ${quoted(name)}`,
      name,
      `row ${row + 1}: found the time ${found(text)}, expected a number from 0`,
    );
  });
  const event = Float64Array.from(events, (cell, row) => {
    const text = textOf(cell)?.toLowerCase();
    if (text === undefined) return Number.NaN;
    if (happened.test(text)) return 1;
    if (notHappened.test(text)) return 0;
    throw invalid(
      `outcome ${quoted(name)}`,
      name,
      `row ${row + 1}: found the event ${found(text)}, expected 1 or 0`,
    );
  });
  return { name, type: "survival", time, event };
}

function invalid(what: string, name: string, problem: string): VoxomicsError {
  return new VoxomicsError("invalid-table", `${what}: ${problem}`, { column: name });
}
