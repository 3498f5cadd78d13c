import { nameOf } from "../attributes.ts";
import { frameDecay, meanRateTime } from "./decay.ts";
import { type Instant, secondsPerDay } from "./dicom-time.ts";
import { noSuv, required } from "./no-suv.ts";
import type { PetAcquisition, PetSlice } from "./pet-acquisition.ts";

/**
 * The instant that values with Decay Correction START are corrected to.
 *
 * The first of these that is known is taken:
 *
 * 1. what the scanner states;
 * 2. what follows from each slice's acquisition time and decay factor, if it is the same for all slices;
 * 3. what follows from each slice's acquisition time and Frame Reference Time, if it is the same for all
 *    slices (the IBSI's SUV manual, option B). It is not where these times are wrong: some GE scanners state
 *    the start of the series for every bed position;
 * 4. the start of the series, unless it was changed after the acquisition (QIBA).
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

/** How far two times may differ, s: by the time in which 0.5 % of the activity decays, at least 2 s. */
export function timeTolerance(constant: number): number {
  return Math.max(2, 0.005 / constant);
}

/** The mean of times that agree; null if one is missing, or they differ. */
function common(times: readonly (Instant | null)[], constant: number): Instant | null {
  const known = times.filter((time) => time !== null);
  if (known.length < times.length) return null;
  const first = Math.min(...known);
  if (Math.max(...known) - first > timeTolerance(constant)) return null;
  // of differences from the first, as sums of the instants themselves would lose digits
  return first + known.reduce((sum, time) => sum + (time - first), 0) / known.length;
}

/** The reference time by the decay factor, which corrects the decay since then and within the frame. */
function fromDecayFactor(slice: PetSlice, constant: number): Instant | null {
  const { acquisitionStart, frameDuration, decayFactor } = slice;
  if (acquisitionStart === null || frameDuration === null) return null;
  // 1 stands for a factor that was not recorded: the decay within the frame alone makes it larger
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

/**
 * Throws if two reference times differ by more than a frame: GE's Frame Reference Time is to the
 * frame's start.
 */
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

/** The reference time that the scanner states. The first slice must be measured after it, within a day. */
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

/** How long before the first slice a series may have started, s; slices may be missing. */
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
