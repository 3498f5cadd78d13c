import { join } from "node:path";
import { inSteps, type Watch } from "../base/watch.ts";
import { namingInputs } from "../case/blame.ts";
import { extract } from "../extraction/extract.ts";
import { readFile } from "../node/read-file.ts";
import type { Pool } from "../pool/pool.ts";
import { resolvePreset } from "../settings/presets.ts";
import { compareWithTeams, type PatientScan } from "../validate/patient-scan.ts";
import { patientPreset } from "../validate/patient-study.ts";
import { toPatientTable } from "../validate/patient-table.ts";
import type { TeamTable } from "../validate/team-table.ts";
import {
  findPatients,
  patientFolder,
  readTeamTables,
  type ScanFiles,
  teamTablePaths,
} from "./patient-data.ts";
import type { ProgressLine } from "./progress.ts";
import { withWorkers } from "./workers.ts";

/** The patients in a folder, and the values that the IBSI's teams found for them. */
export interface PatientData {
  readonly files: readonly ScanFiles[];
  readonly tables: readonly TeamTable[];
}

/**
 * Finds the patients in a folder, and reads the teams' values.
 *
 * @throws VoxomicsError if a table is damaged, before anything is measured
 */
export async function findPatientData(folder: string): Promise<PatientData> {
  const files = await findPatients(folder);
  return { files, tables: files.length === 0 ? [] : await readTeamTables(folder) };
}

/**
 * Measures the patients in the workers of a pool, and prints how they agree with the teams; or prints what is missing
 * in the folder.
 */
export async function validatePatients(
  folder: string,
  { files, tables }: PatientData,
  out: ProgressLine["out"],
  watch: Watch,
  workers: number | undefined,
): Promise<PatientScan[]> {
  if (files.length === 0) {
    out(`not found: the patients of the IBSI, ${join(folder, patientFolder)}\n\n`);
    return [];
  }
  if (tables.length === 0) {
    const paths = Object.values(teamTablePaths(folder)).join(", ");
    out(`not found: the teams' values of the patients, ${paths}\n\n`);
    return [];
  }
  const scans = await withWorkers((pool) => measureScans(files, tables, watch, pool), workers);
  // by study, and within it in the order of the files
  const sorted = tables.flatMap((table) => scans.filter(({ study }) => study === table.study));
  out(`${toPatientTable(sorted)}\n${verdict}\n\n`);
  return sorted;
}

const verdict =
  "The IBSI has no consensus values of patients: how values agree with those of the teams does not change the exit status.";

async function measureScans(
  files: readonly ScanFiles[],
  tables: readonly TeamTable[],
  watch: Watch,
  pool: Pool | undefined,
): Promise<PatientScan[]> {
  const next = inSteps(files.length, watch);
  const scans: PatientScan[] = [];
  for (const { patient, modality, ...paths } of files) {
    const { signal } = next(`${patient} ${modality}`);
    const [image, mask] = [await readFile(paths.image), await readFile(paths.mask)];
    const measured = tables.map(async (table) => {
      const settings = resolvePreset(patientPreset(table.study, modality));
      const { features } = await namingInputs(paths, () =>
        pool === undefined
          ? extract(image, mask, settings, { signal })
          : pool.extract(image, mask, settings, { signal }),
      );
      return compareWithTeams(table, modality, patient, mask, features);
    });
    scans.push(...(await Promise.all(measured)));
  }
  return scans;
}
