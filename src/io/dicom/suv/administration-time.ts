import { nameOf } from "../attributes.ts";
import { type Instant, secondsPerDay } from "./dicom-time.ts";
import { noSuv, told } from "./no-suv.ts";
import type { Administration } from "./pet-acquisition.ts";

/** After more half-lives (a thousandth of the activity) nothing is left to measure. */
const mostHalfLives = 10;

/** Two clocks' readings of one administration may differ by this, s. */
const clockTolerance = 60;

/**
 * The instant of administration.
 *
 * Where only its time of day is stated, it is on the one day that leaves something to measure: the
 * day before, where the time is after the reference. For half-lives of hours several days do, and
 * none is guessed.
 *
 * @param reference instant that the activity is related to. @param measured end of the first slice's
 *   measurement: nothing is measured before the administration.
 * @throws VoxomicsError `no-suv` if it is not stated, stated twice, or cannot be.
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
    const time = told(timeOfDay, "RadiopharmaceuticalStartDateTime", need);
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
    `${nameOf(start.attribute)} is ${duration(elapsed)} the reference time of the decay ` +
      `correction, expected at most ${mostHalfLives} half-lives (${duration(mostHalfLives * halfLife)} it)`,
    { elapsed, halfLife },
  );
}

function onTheOnlyDay(timeOfDay: number, halfLife: number, reference: Instant): Instant {
  const elapsed = modulo(reference - timeOfDay, secondsPerDay);
  const longest = mostHalfLives * halfLife;
  if (elapsed <= longest && elapsed + secondsPerDay > longest) return reference - elapsed;
  const time = nameOf("RadiopharmaceuticalStartTime");
  const wanted = `expected ${nameOf("RadiopharmaceuticalStartDateTime")}`;
  throw noSuv(
    elapsed > longest
      ? `${time} is ${duration(secondsPerDay - elapsed, "after")} the reference time or ${duration(elapsed)} it, ${wanted}`
      : `${time} does not tell the day of administration, and with a half-life of ${duration(halfLife, "")} it may be one of several, ${wanted}`,
    { elapsed, halfLife },
  );
}

/** Seconds between an instant's time of day and another time of day, over midnight if shorter. */
function clockDifference(instant: Instant, timeOfDay: number): number {
  const later = modulo(instant - timeOfDay, secondsPerDay);
  return Math.min(later, secondsPerDay - later);
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** `2 h 5 min before`: a length of time in its two largest units. */
function duration(seconds: number, relation = seconds < 0 ? "after" : "before"): string {
  const whole = Math.round(Math.abs(seconds));
  const parts = [
    [Math.floor(whole / 86400), "d"],
    [Math.floor(whole / 3600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  const shown = parts
    .slice(first, first < 0 ? undefined : first + 2)
    .filter(([count]) => count > 0);
  const text =
    shown.length === 0 ? "0 s" : shown.map(([count, unit]) => `${count} ${unit}`).join(" ");
  return `${text} ${relation}`.trim();
}
