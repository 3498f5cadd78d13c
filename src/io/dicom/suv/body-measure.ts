import { power } from "../../../math/power.ts";
import { noSuv, required } from "./no-suv.ts";
import type { Patient } from "./pet-acquisition.ts";
import type { SuvKind } from "./suv-kind.ts";

/**
 * What an uptake is normalised by. Morgan's lean body mass is only read from files, never calculated as
 * SUV.
 */
export type BodyMeasure = SuvKind | "leanBodyMassMorgan";

/** Estimates in kg from weight (kg) and height (cm), as DICOM's SUV Types cite them (PS3.3 C.8.9.1). */
const estimates = {
  /** Janmahasatian et al., Clin Pharmacokinet 2005. */
  leanBodyMass: {
    M: (weight, height) => (9270 * weight) / (6680 + 216 * massIndex(weight, height)),
    F: (weight, height) => (9270 * weight) / (8780 + 244 * massIndex(weight, height)),
  },
  /** James and Waterlow 1976, with 128. */
  leanBodyMassJames: {
    M: (weight, height) => 1.1 * weight - 128 * (weight / height) ** 2,
    F: (weight, height) => 1.07 * weight - 148 * (weight / height) ** 2,
  },
  /** As Morgan printed James's formula, with 120. */
  leanBodyMassMorgan: {
    M: (weight, height) => 1.1 * weight - 120 * (weight / height) ** 2,
    F: (weight, height) => 1.07 * weight - 148 * (weight / height) ** 2,
  },
  /** Sugawara et al., Radiology 1999. */
  idealBodyWeight: {
    M: (_, height) => 48 + 1.06 * (height - 152),
    F: (_, height) => 45.5 + 0.91 * (height - 152),
  },
} satisfies Record<string, Record<"M" | "F", (weight: number, height: number) => number>>;

function massIndex(weight: number, height: number): number {
  return weight / (height / 100) ** 2;
}

/**
 * A body measure in g; the body surface area, after Du Bois, in cm².
 *
 * For a patient of sex "O" it is the mean of both formulas, as in the IBSI's SUV manual.
 *
 * @throws VoxomicsError `no-suv` if weight, size or sex are needed, and are missing or impossible
 */
export function bodyMeasure(measure: BodyMeasure, patient: Patient): number {
  const weight = bodyWeight(patient);
  if (measure === "bodyWeight") return 1000 * weight;
  const height = 100 * bodyHeight(patient, measure);
  if (measure === "bodySurfaceArea")
    return 1e4 * 0.007184 * power(height, 0.725) * power(weight, 0.425);
  const estimate = estimates[measure];
  const kilograms = {
    M: estimate.M(weight, height),
    F: estimate.F(weight, height),
    O: (estimate.M(weight, height) + estimate.F(weight, height)) / 2,
  }[patientSex(patient, measure)];
  if (kilograms > 0) return 1000 * kilograms;
  throw noSuv(
    `${measure} is not defined for ${weight} kg and ${height} cm: its formula gives ${kilograms} kg`,
    { measure, weight, height },
  );
}

/** The weight in kg. Numbers above 1000 are taken as g, as in the IBSI's SUV manual. */
function bodyWeight({ weight, size }: Patient): number {
  const stored = required(weight, "PatientWeight", "the weight in kg");
  if (stored < 3 && size !== null && size > 20) {
    throw noSuv(
      `PatientWeight (0010,1030) ${stored} and PatientSize (0010,1020) ${size} look exchanged, ` +
        "expected kg and m",
      { weight, size },
    );
  }
  const kilograms = stored > 1000 ? stored / 1000 : stored;
  if (kilograms >= 0.01 && kilograms <= 650) return kilograms;
  throw noSuv(`PatientWeight (0010,1030) is ${stored}, expected 0.01 to 650 kg`, { weight });
}

/** The height in m. Numbers above 3 are taken as cm. */
function bodyHeight({ size }: Patient, measure: BodyMeasure): number {
  const stored = required(size, "PatientSize", `the height in m for ${measure}`);
  const metres = stored > 3 ? stored / 100 : stored;
  if (metres >= 0.2 && metres <= 2.75) return metres;
  throw noSuv(`PatientSize (0010,1020) is ${stored}, expected 0.2 to 2.75 m`, { size });
}

function patientSex({ sex }: Patient, measure: BodyMeasure): "M" | "F" | "O" {
  const stored = required(sex, "PatientSex", `M, F or O for ${measure}`);
  if (stored === "M" || stored === "F" || stored === "O") return stored;
  throw noSuv(`PatientSex (0010,0040) is not known, expected M, F or O for ${measure}`);
}
