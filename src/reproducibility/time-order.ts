import { VoxomicsError } from "../messages/errors.ts";
import { quoted, suggestion } from "../messages/phrases.ts";

/** The times of a table in their order. */
export interface TimeOrder {
  /** Each time once, as the first row that has it spells it. */
  readonly times: readonly string[];
  /** What the order was taken from. */
  readonly by: "stated" | "numbers" | "dates";
  /** The place in `times` of each cell that was given. */
  readonly places: readonly number[];
}

/**
 * Puts times in order: as stated, else by their numbers, else by their dates.
 *
 * Dates are those of ISO 8601 (`2024-01-31`, `2024-01`, `2024-01-31T09:30`, with or without a zone) and of DICOM
 * (`20240131`). Times that are neither all numbers nor all dates of one form are refused.
 *
 * @param cells the cell of each row; `rows` are the numbers of these rows, from 0, for messages
 * @throws VoxomicsError `invalid-table` for a cell without a time, for times whose order is not plain or of which one is not
 *   stated, and for fewer than two times; `invalid-settings` for a stated time that no row has
 */
export function orderTimes(
  cells: readonly string[],
  rows: readonly number[],
  column: string,
  stated: readonly string[] | undefined,
): TimeOrder {
  const texts = cells.map((cell) => cell.trim());
  const empty = texts.indexOf("");
  if (empty >= 0) {
    const message = `row ${rows[empty] + 1}: found no time in column ${quoted(column)}`;
    throw new VoxomicsError("invalid-table", message, { row: rows[empty] + 1, column });
  }
  const order =
    stated === undefined ? orderOf(texts, column) : asStated(texts, rows, column, stated);
  if (order.times.length < 2) {
    const message = `column ${quoted(column)}: found one time, ${quoted(order.times[0])}, expected two or more`;
    throw new VoxomicsError("invalid-table", message, { column, found: order.times });
  }
  return order;
}

function asStated(
  texts: readonly string[],
  rows: readonly number[],
  column: string,
  stated: readonly string[],
): TimeOrder {
  const times = stated.map((time) => time.trim());
  const twice = times.find((time, n) => times.indexOf(time) !== n);
  if (twice !== undefined) {
    const message = `times: found ${quoted(twice)} twice, expected each time once`;
    throw new VoxomicsError("invalid-settings", message, { found: twice });
  }
  const absent = times.find((time) => !texts.includes(time));
  if (absent !== undefined) {
    const known = [...new Set(texts)];
    const message = `times: found ${quoted(absent)}, which no row has in column ${quoted(column)}${suggestion(absent, known)}`;
    throw new VoxomicsError("invalid-settings", message, { found: absent, known });
  }
  const places = texts.map((text) => times.indexOf(text));
  const other = places.indexOf(-1);
  if (other >= 0) {
    const message = `times: row ${rows[other] + 1}, column ${quoted(column)}: found ${quoted(texts[other])}, expected one of those that are stated, ${times.map(quoted).join(", ")}`;
    throw new VoxomicsError("invalid-table", message, { row: rows[other] + 1, column });
  }
  return { times, by: "stated", places };
}

function orderOf(texts: readonly string[], column: string): TimeOrder {
  const dates = valuesOf(texts, dateForms);
  if (dates !== null) return byValue(texts, dates, "dates");
  const numbers = valuesOf(texts, [numberForm]);
  if (numbers !== null) return byValue(texts, numbers, "numbers");
  const some = [...new Set(texts)].slice(0, 5).map(quoted).join(", ");
  throw new VoxomicsError(
    "invalid-table",
    `times: found ${some} in column ${quoted(column)}, whose order is not plain; expected numbers, ISO dates (2024-01-31), or the times stated in their order`,
    { column, found: texts },
  );
}

function byValue(
  texts: readonly string[],
  values: readonly number[],
  by: "numbers" | "dates",
): TimeOrder {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const place = new Map(sorted.map((value, n) => [value, n]));
  return {
    times: sorted.map((value) => texts[values.indexOf(value)]),
    by,
    places: values.map((value) => place.get(value) as number),
  };
}

/** The number that stands for a text in an order; null for a text of another form. */
type Form = (text: string) => number | null;

const numberForm: Form = (text) =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;

const moment = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:?\d\d)?$/;

/** All cells have to be of one of these, since a day and a time of day, or a time with and one without a zone, have no order. */
const dateForms: readonly Form[] = [
  (text) => dayOf(/^(\d{4})-(\d\d)-(\d\d)$/.exec(text)),
  (text) => dayOf(/^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(text)),
  (text) => dayOf(/^(\d{4})-(\d\d)$/.exec(text)),
  (text) => momentOf(moment.exec(text), false),
  (text) => momentOf(moment.exec(text), true),
];

/** The day of year, month and day in ms since 1970; null for one that the calendar does not have. */
function dayOf(parts: RegExpExecArray | null): number | null {
  if (parts === null) return null;
  const [year, month, day = 1] = parts.slice(1).map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

function momentOf(parts: RegExpExecArray | null, withZone: boolean): number | null {
  const day = dayOf(parts);
  if (parts === null || day === null) return null;
  const [hours, minutes, seconds] = parts.slice(4, 7).map((part) => Number(part ?? 0));
  const zone = parts[7] as string | undefined;
  if ((zone !== undefined) !== withZone || hours > 23 || minutes > 59 || seconds >= 60) return null;
  const [, sign, ahead, past] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? "") ?? [];
  const offset =
    sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (60 * Number(ahead) + Number(past));
  return day + 1000 * (seconds + 60 * (minutes - offset + 60 * hours));
}

function valuesOf(texts: readonly string[], forms: readonly Form[]): readonly number[] | null {
  for (const form of forms) {
    const values = texts.map(form);
    if (values.every((value) => value !== null)) return values as number[];
  }
  return null;
}
