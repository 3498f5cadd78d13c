import { parse } from "csv-parse/sync";
import { type RList, readRds } from "./rds.ts";

/** A file that a patient study's values of one team are in: its path in the repository, and its content. */
export interface TeamFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** A value that a team gave. */
interface TeamValue {
  readonly team: string;
  readonly modality: string;
  readonly patient: string;
  /** null in IBSI 1. */
  readonly filter: number | null;
  readonly tag: string;
  readonly value: string;
}

/** How the files of each study are read. */
const readers = {
  "ibsi-1-phase3": ({ path, content }: TeamFile) => valuesOfR(path, content),
  "ibsi-2-phase3": ({ path, content }: TeamFile) => valuesOfCsv(path, content),
} as const;

/** A patient study whose values the teams' files hold. */
export type TeamStudy = keyof typeof readers;

/**
 * The table of a patient study that `voxomics validate` reads, as CSV: a row for each modality, patient,
 * filter (in IBSI 2) and tag, a column for each team, empty where it gave no value.
 *
 * @throws RangeError if a file is not what the repositories of the studies have
 */
export function teamTableOf(study: TeamStudy, files: readonly TeamFile[]): string {
  const values = files.flatMap((file) => readers[study](file));
  const teams = [...new Set(values.map(({ team }) => team))];
  const rows = new Map<string, string[]>();
  for (const { team, modality, patient, filter, tag, value } of values) {
    const key = [modality, patient, ...(filter === null ? [] : [filter]), tag].join(",");
    const row = rows.get(key) ?? teams.map(() => "");
    row[teams.indexOf(team)] = value;
    rows.set(key, row);
  }
  const labels = ["modality", "patient", ...(study === "ibsi-2-phase3" ? ["filter"] : []), "tag"];
  const lines = [...rows].map(([key, row]) => `${key},${row.join(",")}\n`);
  return `${[...labels, ...teams].join(",")}\n${lines.sort().join("")}`;
}

/** A data frame of R with the columns tag, id, modality, value and team. */
function valuesOfR(path: string, content: Uint8Array): TeamValue[] {
  const frame = readRds(content);
  if (frame === null || !("names" in frame)) throw new RangeError(`${path}: no data frame of R`);
  const [team, patient, modality, tag] = ["team", "id", "modality", "tag"].map((name) =>
    textsIn(frame, name, path),
  );
  const value = frame.values[frame.names.indexOf("value")];
  if (!(value instanceof Float64Array)) throw new RangeError(`${path}: no numbers named "value"`);
  return tag.map((name, n) => ({
    team: team[n],
    modality: modalityOf(modality[n]),
    patient: patient[n],
    filter: null,
    tag: name,
    value: Number.isFinite(value[n]) ? String(value[n]) : "",
  }));
}

function textsIn(frame: RList, name: string, path: string): string[] {
  const column = frame.values[frame.names.indexOf(name)];
  if (Array.isArray(column)) return column.map((text) => text ?? "");
  throw new RangeError(`${path}: no texts named "${name}"`);
}

/** MR is called MR_T1 in the names of images and in some tables. */
function modalityOf(name: string): string {
  return name.startsWith("MR") ? "MR_T1" : name;
}

/** A table with columns feature_tag, family, and ID_1 to ID_9: `results/phase_3/<team>/STS_001_MR_T1.csv`. */
function valuesOfCsv(path: string, content: Uint8Array): TeamValue[] {
  const [, team, patient, modality] = /([^/]+)\/(STS_\d+)_(CT|MR_T1|PET)\.csv$/.exec(path) ?? [];
  if (team === undefined) throw new RangeError(`${path}: no patient and modality in the name`);
  const text = new TextDecoder().decode(content);
  const head = text.slice(0, text.indexOf("\n"));
  const delimiter = head.includes(";") ? ";" : ",";
  const records: Record<string, string>[] = parse(text, { columns: true, bom: true, delimiter });
  return records
    .filter(({ family }) => family === "Statistics")
    .flatMap((record) =>
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((filter) => ({
        team,
        modality,
        patient,
        filter,
        tag: record.feature_tag,
        value: Number.isFinite(Number.parseFloat(record[`ID_${filter}`])) ? record[`ID_${filter}`] : "", // biome-ignore format: one line
      })),
    );
}
