import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { PatientStudyId } from "../../src/validate/patient-study.ts";
import { readTeamTable, type TeamTable } from "../../src/validate/team-table.ts";
import { dataPath } from "../phantoms.ts";

/** The teams' values of a patient study: beside the data sets, or where `npm run phantoms` puts them. */
export function teamTable(study: PatientStudyId): Promise<TeamTable> {
  const known = tables.get(study);
  if (known !== undefined) return known;
  const table = teamRecords(study).then((records) => readTeamTable(study, records));
  tables.set(study, table);
  return table;
}

/** The tables that a test file has read. */
const tables = new Map<PatientStudyId, Promise<TeamTable>>();

/** The records of the teams' table of a patient study. */
export async function teamRecords(study: PatientStudyId): Promise<Record<string, string>[]> {
  return parse(await teamCsv(study), { columns: true });
}

/** The teams' table of a patient study, as CSV. */
export async function teamCsv(study: PatientStudyId): Promise<string> {
  const name = study.replace(/^ibsi-(\d)-/, "ibsi$1-");
  const paths = [
    dataPath("ibsi_validation/values", `${study}.csv`),
    dataPath("../reference", `${name}.csv.gz`),
  ];
  const path = paths.find(existsSync);
  if (path === undefined) {
    throw new Error(`no teams' values of ${study}: expected ${paths.join(" or ")}`);
  }
  const bytes = await readFile(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
}
