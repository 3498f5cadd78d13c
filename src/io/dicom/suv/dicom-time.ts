/** Seconds since the start of 1970 on one clock, without leap seconds. */
export type Instant = number;

export const secondsPerDay = 86400;

/**
 * The start of the day that a DA names (`YYYYMMDD`, formerly `YYYY.MM.DD`); null for a text that is no
 * DA.
 */
export function parseDate(text: string): Instant | null {
  const [, year, month, day] = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return null;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // Date takes a day past the end of a month for one of the next
  return date.getUTCDate() === Number(day) ? date.getTime() / 1000 : null;
}

/**
 * Seconds since midnight of a TM (`HHMM`, `HHMMSS.FFFFFF`, formerly `HH:MM:SS`); null for a text that is no
 * TM, or has no minutes.
 */
export function parseTime(text: string): number | null {
  const match = /^(\d{2}):?(\d{2})(?::?(\d{2}(?:\.\d{1,6})?))?$/.exec(text);
  if (match === null) return null;
  const [hour, minute, second] = [match[1], match[2], match[3] ?? "0"].map(Number);
  return hour < 24 && minute < 60 && second < 61 ? 3600 * hour + 60 * minute + second : null;
}

/**
 * A date and time on a clock, and how many seconds that clock is ahead of UTC; null if that is not
 * stated.
 */
export interface ZonedTime {
  readonly instant: Instant;
  readonly offset: number | null;
}

/** The time of a DT (`YYYYMMDDHHMMSS.FFFFFF+ZZXX`); null for a text that is no DT, or has no minutes. */
export function parseDateTime(text: string): ZonedTime | null {
  const match = /^(\d{8})([\d.]+)([+-]\d{4})?$/.exec(text);
  if (match === null) return null;
  const day = parseDate(match[1]);
  const time = parseTime(match[2]);
  const offset = match[3] === undefined ? null : parseOffset(match[3]);
  if (day === null || time === null || (match[3] !== undefined && offset === null)) return null;
  return { instant: day + time, offset };
}

/** Seconds that a clock is ahead of UTC, of a text such as `+0100`; null for any other text. */
export function parseOffset(text: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})$/.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === "-" ? -1 : 1) * (3600 * Number(hours) + 60 * Number(minutes));
}
