/** Seconds since the start of 1970 on one clock, without leap seconds. */
export type Instant = number;

export const secondsPerDay = 86400;

/** Day of a DA (`YYYYMMDD`, formerly `YYYY.MM.DD`) as the instant at which it starts; null if none. */
export function parseDate(text: string): Instant | null {
  const [, year, month, day] = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return null;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // a day past the month's end counts into the next month
  return date.getUTCDate() === Number(day) ? date.getTime() / 1000 : null;
}

/**
 * Seconds since midnight of a TM (`HHMM`, `HHMMSS.FFFFFF`, formerly `HH:MM:SS`); null if it is none,
 * or says no minute.
 */
export function parseTime(text: string): number | null {
  const match = /^(\d{2}):?(\d{2})(?::?(\d{2}(?:\.\d{1,6})?))?$/.exec(text);
  if (match === null) return null;
  const [hour, minute, second] = [match[1], match[2], match[3] ?? "0"].map(Number);
  return hour < 24 && minute < 60 && second < 61 ? 3600 * hour + 60 * minute + second : null;
}

/** A date and time, and how many seconds its clock is ahead of UTC, where it says so. */
export interface ZonedTime {
  readonly instant: Instant;
  readonly offset: number | null;
}

/** A DT (`YYYYMMDDHHMMSS.FFFFFF+ZZXX`); null if it is none, or says no minute. */
export function parseDateTime(text: string): ZonedTime | null {
  const match = /^(\d{8})([\d.]+)([+-]\d{4})?$/.exec(text);
  if (match === null) return null;
  const day = parseDate(match[1]);
  const time = parseTime(match[2]);
  const offset = match[3] === undefined ? null : parseOffset(match[3]);
  if (day === null || time === null || (match[3] !== undefined && offset === null)) return null;
  return { instant: day + time, offset };
}

/** Seconds that a clock is ahead of UTC (`+0100`); null if it is no offset. */
export function parseOffset(text: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})$/.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === "-" ? -1 : 1) * (3600 * Number(hours) + 60 * Number(minutes));
}
