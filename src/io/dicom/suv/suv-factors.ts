import { administeredActivity, halfLife } from "./administered-activity.ts";
import { administrationTime } from "./administration-time.ts";
import { bodyMeasure } from "./body-measure.ts";
import { checkDecayCorrection, checkQuantitative } from "./corrections.ts";
import { decayBetween, decayConstant, frameDecay } from "./decay.ts";
import type { Instant } from "./dicom-time.ts";
import { noSuv, required } from "./no-suv.ts";
import type { PetAcquisition } from "./pet-acquisition.ts";
import { referenceTime, timeTolerance } from "./reference-time.ts";
import { storedQuantity } from "./stored-quantity.ts";
import type { SuvKind } from "./suv-kind.ts";

/**
 * For each slice, the factor from rescaled values to standardised uptake values: g/ml, or cm²/ml for the
 * body surface area.
 *
 * The rules are those of the IBSI's SUV manual (`docs/suv.md`).
 *
 * @throws VoxomicsError `no-suv` if a value that is needed is missing, impossible, or contradicts another
 */
export function suvFactors(pet: PetAcquisition, kind: SuvKind): readonly number[] {
  checkQuantitative(pet);
  const stored = storedQuantity(pet);
  if (stored.quantity === "uptake") {
    const { measure, scales } = stored;
    if (measure === kind) return scales;
    const ratio = bodyMeasure(kind, pet.patient) / bodyMeasure(measure, pet.patient);
    return scales.map((scale) => scale * ratio);
  }
  const { administration, patient } = pet;
  const perActivity = bodyMeasure(kind, patient) / administeredActivity(administration);
  const decays = decaySinceAdministration(pet);
  return stored.scales.map((scale, n) => scale * decays[n] * perActivity);
}

/** For each slice, the activity at the instant of administration divided by the stored one. */
function decaySinceAdministration(pet: PetAcquisition): readonly number[] {
  const correction = required(pet.decayCorrection, "DecayCorrection", "NONE, START or ADMIN");
  checkDecayCorrection(pet, correction);
  switch (correction) {
    case "ADMIN":
      return pet.slices.map(() => 1);
    case "START":
      return sinceReference(pet);
    case "NONE":
      return sinceEachSlice(pet);
    default:
      throw noSuv(`DecayCorrection (0054,1102) is ${correction}, expected NONE, START or ADMIN`, {
        decayCorrection: correction,
      });
  }
}

function sinceReference(pet: PetAcquisition): readonly number[] {
  const life = halfLife(pet.administration);
  const constant = decayConstant(life);
  const reference = referenceTime(pet, constant);
  const measured = Math.max(reference, firstEnd(pet) ?? reference);
  const administered = administrationTime(pet.administration, life, reference, measured);
  const decay = decayBetween(constant, administered, reference);
  return pet.slices.map(() => decay);
}

function sinceEachSlice(pet: PetAcquisition): readonly number[] {
  const need = "when each slice was measured, as the values are not corrected for decay";
  const starts = pet.slices.map((slice) =>
    required(slice.acquisitionStart, "AcquisitionTime", need),
  );
  const durations = pet.slices.map((slice) =>
    required(slice.frameDuration, "ActualFrameDuration", need),
  );
  const life = halfLife(pet.administration);
  const constant = decayConstant(life);
  checkMeasuredApart(pet, starts, constant);
  const first = Math.min(...starts);
  const measured = firstEnd(pet) ?? first;
  const administered = administrationTime(pet.administration, life, first, measured);
  return starts.map(
    (start, n) => frameDecay(constant, durations[n]) * decayBetween(constant, administered, start),
  );
}

/** End of the measurement that ended first; null where no slice states its acquisition time. */
function firstEnd({ slices }: PetAcquisition): Instant | null {
  const ends = slices.flatMap(({ acquisitionStart, frameDuration }) =>
    acquisitionStart === null ? [] : [acquisitionStart + (frameDuration ?? 0)],
  );
  return ends.length === 0 ? null : Math.min(...ends);
}

/**
 * Refuses acquisition times that are all the same although frame reference times differ: some scanners
 * write the start of the series as that of each slice.
 */
function checkMeasuredApart(
  { slices }: PetAcquisition,
  starts: readonly Instant[],
  constant: number,
): void {
  if (starts.some((start) => start !== starts[0])) return;
  const times = slices.map(({ frameReferenceTime }) => frameReferenceTime ?? 0);
  if (Math.max(...times) - Math.min(...times) <= timeTolerance(constant)) return;
  throw noSuv(
    "AcquisitionTime (0008,0032) is the same in all slices, but FrameReferenceTime (0054,1300) " +
      "differs: expected when each was measured, as the values are not corrected for decay",
  );
}
