import type { FeatureValue } from "../families/feature-value.ts";
import { filterIdentity } from "../filters/filters.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { type PresetName, resolvePreset } from "../settings/presets.ts";
import type { Volume } from "../volume/volume.ts";
import { type PatientModality, type PatientStudyId, patientPreset } from "./patient-study.ts";
import { featureKey, type TeamTable, valueKey } from "./team-table.ts";

/** A team that gave a value, and how near it is. */
export interface TeamAgreement {
  readonly team: string;
  /** At most 0.1 % of the team's value away. */
  readonly close: boolean;
  /** At most 1 % of the feature's range over the patients away; false where there is no range. */
  readonly inRange: boolean;
}

/** A value of a scan, and how each team that gave it agrees. */
export interface PatientValue {
  /** From 1, which is the unfiltered image; always 1 in IBSI 1. */
  readonly filter: number;
  readonly feature: FeatureValue;
  readonly agreements: readonly TeamAgreement[];
}

/** The values of one scan under the settings of a study. */
export interface PatientScan {
  readonly study: PatientStudyId;
  readonly modality: PatientModality;
  readonly patient: string;
  /** Whether the mask has a voxel in the first or the last slice. */
  readonly atBorder: boolean;
  readonly values: readonly PatientValue[];
}

/** Greatest distance to a team's value, as a fraction of it. */
const closeness = 1e-3;

/** Greatest distance to a team's value, as a fraction of the feature's range. */
const rangeShare = 0.01;

/**
 * Compares the features of a scan with the values that the teams gave for it. Features that the table does not have
 * are left out.
 *
 * @param features of the image and its response maps, under the preset of study and modality
 * @param mask of the scan, as published
 *
 * @example
 * ```ts
 * import { extract, resolvePreset } from "voxomics";
 * import { compareWithTeams, patientPreset, readTeamTable } from "voxomics/validate";
 *
 * const records = [{ modality: "CT", patient: "STS_001", tag: "stat_mean", oncoray: "28.5" }];
 * const table = readTeamTable("ibsi-1-phase3", records); // of the teams' table
 * const { features } = extract(image, mask, resolvePreset(patientPreset("ibsi-1-phase3", "CT")));
 * const { values } = compareWithTeams(table, "CT", "STS_001", mask, features);
 * for (const { feature, agreements } of values) {
 *   console.log(feature.tag, agreements.filter(({ close }) => close).length);
 * }
 * ```
 */
export function compareWithTeams(
  table: TeamTable,
  modality: PatientModality,
  patient: string,
  mask: Volume,
  features: readonly FeatureValue[],
): PatientScan {
  checkArgument(table, "table", { study: "text", teams: "array" });
  checkArgument(features, "features", "array");
  const { study } = table;
  const images = filterNumbers(patientPreset(study, modality));
  const values = features.flatMap((feature): PatientValue[] => {
    const filter = images.get(feature.image);
    if (filter === undefined) return [];
    const given = table.values.get(valueKey(patient, modality, filter, feature.tag));
    if (given === undefined) return [];
    const range = table.ranges.get(featureKey(modality, filter, feature.tag)) ?? null;
    const agreements = table.teams.flatMap((team, t): TeamAgreement[] => {
      const value = given[t];
      return value === null ? [] : [{ team, ...agreementOf(feature.value, value, range) }];
    });
    return [{ filter, feature, agreements }];
  });
  return { study, modality, patient, atBorder: touchesEndSlices(mask), values };
}

/** The number of each image of a preset's features: 1 for the unfiltered one, then the filters in their order. */
function filterNumbers(name: PresetName): Map<string, number> {
  const identities = resolvePreset(name).filters.map(filterIdentity);
  return new Map(["original", ...identities].map((image, n) => [image, n + 1]));
}

function agreementOf(ours: number | null, theirs: number, range: number | null) {
  if (ours === null) return { close: false, inRange: false };
  const distance = Math.abs(ours - theirs);
  return {
    close: distance <= closeness * Math.abs(theirs),
    inRange: range !== null && distance <= rangeShare * range,
  };
}

/** Whether a region has a voxel in the first or the last slice. */
function touchesEndSlices({ data, size: [nx, ny] }: Volume): boolean {
  const slice = nx * ny;
  return data.subarray(0, slice).some(Boolean) || data.subarray(-slice).some(Boolean);
}
