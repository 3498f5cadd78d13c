import type { PetAcquisition, PetSlice } from "../../../../src/io/dicom/suv/pet-acquisition.ts";

/** Ten o'clock on 1 January 2025, s. */
export const ten = Date.UTC(2025, 0, 1, 10) / 1000;

export const fluorineHalfLife = 6586.2;

/** Fields of a record to set, at any depth; the slices' fields are set in every slice. */
export interface Changes {
  readonly pet?: Partial<Omit<PetAcquisition, "patient" | "administration" | "slices">>;
  readonly patient?: Partial<PetAcquisition["patient"]>;
  readonly administration?: Partial<PetAcquisition["administration"]>;
  readonly slice?: Partial<PetSlice>;
  readonly slices?: readonly Partial<PetSlice>[];
}

/**
 * An 18F series after the default object of the IBSI's SUV manual: 368.08 MBq to 70 kg at 10:00,
 * measured from 11:00 for five minutes, in Bq/ml corrected to 11:00.
 */
export function petAcquisition(changes: Changes = {}): PetAcquisition {
  const { pet, patient, administration, slice, slices = [{}, {}] } = changes;
  return {
    units: "BQML",
    suvType: null,
    countsSource: "EMISSION",
    corrections: [],
    decayCorrection: "START",
    decayCorrectedTo: [],
    seriesStart: ten + 3600,
    ...pet,
    patient: { weight: 70, size: 1.75, sex: "O", ...patient },
    administration: {
      dose: 368.08e6,
      start: { attribute: "RadiopharmaceuticalStartDateTime", instant: ten },
      timeOfDay: 36000,
      halfLife: fluorineHalfLife,
      radionuclide: { scheme: "SRT", value: "C-111A1", meaning: "^18^Fluorine" },
      ...administration,
    },
    slices: slices.map((own) => ({
      acquisitionStart: ten + 3600,
      frameReferenceTime: 150,
      frameDuration: 300,
      decayFactor: 1,
      rescaleIntercept: 0,
      suvScale: null,
      activityScale: null,
      doseCalibration: null,
      voxelVolume: 0.064,
      ...slice,
      ...own,
    })),
  };
}
