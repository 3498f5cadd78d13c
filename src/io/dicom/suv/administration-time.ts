import { nameOf } from "../attributes.ts";
import { type Instant, secondsPerDay } from "./dicom-time.ts";
import { noSuv, required } from "./no-suv.ts";
import type { Administration } from "./pet-acquisition.ts";

/** Most half-lives from administration to measurement: a thousandth of the activity is then left. */
const mostHalfLives = 10;

/** How far two statements of one time of administration may differ, s. */
const clockTolerance = 60;

/**
 * The instant of administration.
 *
 * Where only its time of day is stated, it is the last such time before the reference, if a day earlier
 * would leave nothing to measure. With half-lives of many hours several days are possible, and the function
 * throws instead of guessing.
 *
 * @param halfLife of the radionuclide, s
 * @param reference instant that the values are decay-corrected to
 * @param measured end of the first slice's measurement, before which the administration must lie
 * @throws VoxomicsError `no-suv` if the time is not stated, stated in contradictory ways, or impossible
 */
export function administrationTime(
  administration: Administration,
  halfLife: number,
  reference: Instant,
  measured: Instant,
): Instant {
  const { start, timeOfDay } = administration;
  if (start === null) {
    const need =
      "the date and time of administration (or its time as RadiopharmaceuticalStartTime)";
    const time = required(timeOfDay, "RadiopharmaceuticalStartDateTime", need);
    return onTheOnlyDay(time, halfLife, reference);
  }
  if (timeOfDay !== null && clockDifference(start.instant, timeOfDay) > clockTolerance) {
    throw noSuv(
      `${nameOf(start.attribute)} and ${nameOf("RadiopharmaceuticalStartTime")} state different ` +
        "times of day",
    );
  }
  const elapsed = reference - start.instant;
  if (start.instant <= measured && elapsed <= mostHalfLives * halfLife) return start.instant;
  throw noSuv(
    `${nameOf(start.attribute)} is ${length(elapsed)} ${elapsed < 0 ? "after" : "before"} the ` +
      `instant that the values are corrected to, expected up to ${length(mostHalfLives * halfLife)} ` +
      `before (${mostHalfLives} half-lives)`,
    { elapsed, halfLife },
  );
}

function onTheOnlyDay(timeOfDay: number, halfLife: number, reference: Instant): Instant {
  const elapsed = modulo(reference - timeOfDay, secondsPerDay);
  const longest = mostHalfLives * halfLife;
  if (elapsed <= longest && elapsed + secondsPerDay > longest) return reference - elapsed;
  const days =
    elapsed > longest
      ? `${length(secondsPerDay - elapsed)} after or ${length(elapsed)} before`
      : `${length(elapsed)} before, or a day more, or earlier yet,`;
  throw noSuv(
    `${nameOf("RadiopharmaceuticalStartTime")} is ${days} the instant that the values are corrected ` +
      `to, and which of them cannot be told with a half-life of ${length(halfLife)}: expected ` +
      nameOf("RadiopharmaceuticalStartDateTime"),
    { elapsed, halfLife },
  );
}

/**
 * Seconds between the time of day of an instant and another time of day, across midnight if that is
 * shorter.
 */
function clockDifference(instant: Instant, timeOfDay: number): number {
  const later = modulo(instant - timeOfDay, secondsPerDay);
  return Math.min(later, secondsPerDay - later);
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** A length of time as messages show it, in s, min, h or d. */
function length(seconds: number): string {
  const units = [
    ["s", 1],
    ["min", 60],
    ["h", 3600],
    ["d", secondsPerDay],
  ] as const;
  const whole = Math.abs(seconds);
  const [name, unit] = units.findLast(([, unit]) => whole >= 2 * unit) ?? units[0];
  return `${Math.round(whole / unit)} ${name}`;
}
