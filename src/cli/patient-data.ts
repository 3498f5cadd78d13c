import { existsSync } from "node:fs";
import { readFile as readBytes, readdir } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { namingFile } from "../io/name-file.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { shownPath } from "../node/file-error.ts";
import {
  type PatientModality,
  type PatientStudyId,
  patientModalities,
  patientStudies,
} from "../validate/patient-study.ts";
import { readTeamTable, type TeamTable } from "../validate/team-table.ts";

/** Where the patients lie in the folder of data sets. */
export const patientFolder = "ibsi_validation/nifti";

/** The folder of the teams' values within the folder of the data sets. */
const valuesFolder = "ibsi_validation/values";

/** A scan of a patient: paths of image and mask. */
export interface ScanFiles {
  readonly patient: string;
  readonly modality: PatientModality;
  readonly image: string;
  readonly mask: string;
}

/** The scans of patients in a folder, ordered by modality, then by patient. */
export async function findPatients(folder: string): Promise<ScanFiles[]> {
  const root = join(folder, patientFolder);
  if (!existsSync(root)) return [];
  const patients = (await readdir(root)).sort();
  return (Object.keys(patientModalities) as PatientModality[]).flatMap((modality) =>
    patients.flatMap((patient) => {
      const image = join(root, patient, `${modality}_image.nii.gz`);
      const mask = join(root, patient, `${modality}_mask.nii.gz`);
      return existsSync(image) && existsSync(mask) ? [{ patient, modality, image, mask }] : [];
    }),
  );
}

/** Where the tables of the teams' values are looked for in a folder, by study. */
export function teamTablePaths(folder: string): Readonly<Record<PatientStudyId, string>> {
  const path = (study: PatientStudyId) => join(folder, valuesFolder, `${study}.csv`);
  return { "ibsi-1-phase3": path("ibsi-1-phase3"), "ibsi-2-phase3": path("ibsi-2-phase3") };
}

/**
 * Reads the tables of the teams' values that are at hand, as CSV, or as CSV compressed by gzip.
 *
 * @throws VoxomicsError `invalid-file` if a file is no CSV, `invalid-table` if it is another table
 */
export async function readTeamTables(folder: string): Promise<TeamTable[]> {
  const tables: TeamTable[] = [];
  for (const study of Object.keys(patientStudies) as PatientStudyId[]) {
    const plain = teamTablePaths(folder)[study];
    const path = [plain, `${plain}.gz`].find(existsSync);
    if (path === undefined) continue;
    const records = await recordsOf(path);
    tables.push(await namingFile(shownPath(path), () => readTeamTable(study, records)));
  }
  return tables;
}

async function recordsOf(path: string): Promise<Record<string, string>[]> {
  const bytes = await readBytes(path);
  const { parse } = await import("csv-parse/sync");
  try {
    const text = path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    return parse(text, { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new VoxomicsError("invalid-file", `${shownPath(path)}: ${reason}`, { path });
  }
}
