import { nameOf } from "../attributes.ts";
import { frameDecay, meanRateTime } from "./decay.ts";
import { type Instant, secondsPerDay } from "./dicom-time.ts";
import { noSuv, required } from "./no-suv.ts";
import type { PetAcquisition, PetSlice } from "./pet-acquisition.ts";

/**
 * The instant that values with Decay Correction START are corrected to.
 *
 * It is what the scanner states, else what every slice leads back to: from its acquisition and the
 * decay factor that was applied, else from its acquisition and Frame Reference Time (the IBSI's SUV
 * manual, option B). Where the slices disagree, their acquisition times or frame reference times do
 * not mean what they should (GE's have been the series' start, whatever the bed), and the series'
 * start is taken, unless it was reset later (QIBA).
 *
 * @param constant decay constant, 1/s.
 * @throws VoxomicsError `no-suv` if none of these tells, or they contradict each other.
 */
export function referenceTime(pet: PetAcquisition, constant: number): Instant {
  const { slices } = pet;
  const stated = statedTime(pet, constant);
  if (stated !== null) return stated;
  const byFactor = common(
    slices.map((slice) => fromDecayFactor(slice, constant)),
    constant,
  );
  const byFrame = common(
    slices.map((slice) => fromFrameTime(slice, constant)),
    constant,
  );
  if (byFactor !== null && byFrame !== null) checkAgreement(byFactor, byFrame, pet, constant);
  return byFactor ?? byFrame ?? fromSeries(pet);
}

/** Times may differ by 0.5 % of the activity, and by what rounding to whole seconds makes. */
export function timeTolerance(constant: number): number {
  return Math.max(2, 0.005 / constant);
}

/** The mean of times that agree; null if one is missing or they do not. */
function common(times: readonly (Instant | null)[], constant: number): Instant | null {
  const known = times.filter((time) => time !== null);
  if (known.length < times.length) return null;
  const first = Math.min(...known);
  if (Math.max(...known) - first > timeTolerance(constant)) return null;
  // offsets from the first, as instants themselves are large
  return first + known.reduce((sum, time) => sum + (time - first), 0) / known.length;
}

/** From the factor that undid the decay since the reference time and within the frame. */
function fromDecayFactor(slice: PetSlice, constant: number): Instant | null {
  const { acquisitionStart, frameDuration, decayFactor } = slice;
  if (acquisitionStart === null || frameDuration === null) return null;
  // 1 stands for a factor that was not recorded: within a frame alone it would be above
  if (decayFactor === null || decayFactor <= 1) return null;
  const sinceReference = decayFactor / frameDecay(constant, frameDuration);
  return acquisitionStart - Math.log(sinceReference) / constant;
}

function fromFrameTime(slice: PetSlice, constant: number): Instant | null {
  const { acquisitionStart, frameDuration, frameReferenceTime } = slice;
  if (acquisitionStart === null || frameDuration === null || frameReferenceTime === null) {
    return null;
  }
  return acquisitionStart + meanRateTime(constant, frameDuration) - frameReferenceTime;
}

/** GE counts Frame Reference Time to the frame's start, so both may be a frame apart. */
function checkAgreement(
  byFactor: Instant,
  byFrame: Instant,
  pet: PetAcquisition,
  constant: number,
) {
  const longest = Math.max(...pet.slices.map(({ frameDuration }) => frameDuration ?? 0));
  if (Math.abs(byFactor - byFrame) <= longest + timeTolerance(constant)) return;
  const apart = Math.round(Math.abs(byFactor - byFrame));
  throw noSuv(
    `DecayFactor (0054,1321) and FrameReferenceTime (0054,1300) lead to reference times ${apart} s ` +
      "apart, expected the same one",
    { apart },
  );
}

/** What the scanner states; no slice can have been measured before it, or more than a day after. */
function statedTime(pet: PetAcquisition, constant: number): Instant | null {
  const [stated, ...others] = pet.decayCorrectedTo;
  if (stated === undefined) return null;
  const tolerance = timeTolerance(constant);
  const other = others.find(({ instant }) => Math.abs(instant - stated.instant) > tolerance);
  if (other !== undefined) {
    throw noSuv(
      `${nameOf(stated.attribute)} and ${nameOf(other.attribute)} state different reference times`,
    );
  }
  const first = firstAcquisition(pet);
  if (first !== null && !startsBefore(first, stated.instant, tolerance)) {
    const apart = stated.instant - first;
    throw noSuv(
      `${nameOf(stated.attribute)} states a reference time ${Math.round(Math.abs(apart))} s ` +
        `${apart > 0 ? "after" : "before"} the first AcquisitionTime (0008,0032), expected up to a ` +
        "day before",
      { apart },
    );
  }
  return stated.instant;
}

function startsBefore(acquisition: Instant, reference: Instant, tolerance: number): boolean {
  return reference <= acquisition + tolerance && acquisition - reference <= secondsPerDay;
}

/** How long before the first slice at hand a series may have started: slices may be left out. */
const longestSeries = 3600;

function fromSeries(pet: PetAcquisition): Instant {
  const { seriesStart } = pet;
  const need = "when each slice was measured, to tell what START means";
  const first = required(firstAcquisition(pet), "AcquisitionTime", need);
  const start = required(seriesStart, "SeriesTime", `the reference time, as ${whyNotByFrame(pet)}`);
  if (start <= first + 1 && first - start <= longestSeries) return start;
  const apart = Math.round(Math.abs(start - first));
  throw noSuv(
    `DecayCorrection (0054,1102) is START, but what the values are corrected to cannot be told: ` +
      `${whyNotByFrame(pet)}, and SeriesTime (0008,0031) is ${apart} s ` +
      `${start > first ? "after" : "before"} the first AcquisitionTime (0008,0032)`,
    { apart },
  );
}

function whyNotByFrame({ slices }: PetAcquisition): string {
  const missing = (
    [
      ["AcquisitionTime", "acquisitionStart"],
      ["FrameReferenceTime", "frameReferenceTime"],
      ["ActualFrameDuration", "frameDuration"],
    ] as const
  ).filter(([, field]) => slices.some((slice) => slice[field] === null));
  if (missing.length === 0) return "FrameReferenceTime (0054,1300) leads to other times by slice";
  const names = missing.map(([keyword]) => nameOf(keyword)).join(" and ");
  return `${names} ${missing.length > 1 ? "are" : "is"} missing`;
}

function firstAcquisition({ slices }: PetAcquisition): Instant | null {
  const starts = slices.map(({ acquisitionStart }) => acquisitionStart);
  const known = starts.filter((start) => start !== null);
  return known.length === 0 ? null : Math.min(...known);
}
