import { completed } from "../schema/check.ts";
import { choice } from "../schema/values.ts";
import type { PresetName } from "../settings/presets.ts";

/** The patient studies of the IBSI: phase 3 of both chapters. Each has a preset for each modality. */
export const patientStudies = {
  "ibsi-1-phase3": {
    title: "IBSI 1 phase 3",
    source:
      "the teams' values of IBSI 1: github.com/theibsi/ibsi_1_data_analysis; the study: Zwanenburg et al., Radiology 2020, doi:10.1148/radiol.2020191145",
  },
  "ibsi-2-phase3": {
    title: "IBSI 2 phase 3",
    source:
      "the teams' values of IBSI 2: github.com/theibsi/ibsi_2_data_analysis; the study: Whybra et al., Radiology 2024, doi:10.1148/radiol.231319",
  },
} as const;

/** Which of the patient studies: a key of `patientStudies`. */
export type PatientStudyId = keyof typeof patientStudies;

/** The modalities of the studies, as files and tables call them, and as presets do. */
export const patientModalities = { CT: "ct", MR_T1: "mr", PET: "pet" } as const;

/** What an image of the patient studies was made with: a key of `patientModalities`. */
export type PatientModality = keyof typeof patientModalities;

/**
 * The preset that measures a modality of a study.
 *
 * @example
 * ```ts
 * import { patientPreset } from "voxomics/validate";
 *
 * patientPreset("ibsi-2-phase3", "MR_T1"); // "ibsi-2-phase3-mr"
 * ```
 */
export function patientPreset(study: PatientStudyId, modality: PatientModality): PresetName {
  completed(choice(Object.keys(patientStudies)), study, "study");
  completed(choice(Object.keys(patientModalities)), modality, "modality");
  return `${study}-${patientModalities[modality]}`;
}

/** What filters 1 to 9 of IBSI 2 are. */
export const patientFilters = [
  "none",
  "mean",
  "LoG",
  "Laws",
  "Gabor",
  "coif3 LHH",
  "coif3 HHH",
  "Simoncelli 1",
  "Simoncelli 2",
] as const;
