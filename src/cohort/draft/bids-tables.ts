import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { fileError } from "../../node/file-error.ts";
import { isLabelColumn } from "../manifest.ts";

/** The records of a table of BIDS: columns with tabs between; `n/a` and empty cells are null. */
export function parseTsv(text: string): readonly Readonly<Record<string, string | null>>[] {
  const records: Record<string, string>[] = parse(text, {
    bom: true,
    columns: true,
    delimiter: "\t",
    quote: null,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  return records.map((record) =>
    Object.fromEntries(
      Object.entries(record).map(([name, cell]) => [
        name,
        cell === "" || cell === "n/a" ? null : cell,
      ]),
    ),
  );
}

/** The labels of a label map by their numbers; without 0, the background. */
export async function readLookup(path: string): Promise<ReadonlyMap<number, string | null>> {
  const text = await readFile(path, "utf8").catch((cause) => {
    throw fileError(path, cause);
  });
  const records = parseTsv(text);
  const labels = records.flatMap(({ index = null, name = null, abbreviation = null }) =>
    index !== null && /^\d+$/.test(index) && Number(index) > 0
      ? [[Number(index), name ?? abbreviation] as const]
      : [],
  );
  return new Map(labels);
}

/** What `participants.tsv` says of each subject, by `sub-01`; null if there is no such file. */
export async function readParticipants(
  folder: string,
): Promise<ReadonlyMap<string, Readonly<Record<string, string | null>>> | null> {
  const path = join(folder, "participants.tsv");
  const text = await readFile(path, "utf8").catch((cause) => {
    if (cause.code === "ENOENT") return null;
    throw fileError(path, cause);
  });
  if (text === null) return null;
  return new Map(
    parseTsv(text).flatMap(({ participant_id = null, ...others }) =>
      participant_id === null ? [] : [[participant_id, labelsOf(others)] as const],
    ),
  );
}

/** Columns under names that a manifest takes for labels: `participant_volume` for `volume`. */
function labelsOf(record: Readonly<Record<string, string | null>>) {
  const own = ["participant_id", "session_id", "modality", "structure"];
  return Object.fromEntries(
    Object.entries(record).map(([name, cell]) => [
      isLabelColumn(name) && !own.includes(name) ? name : `participant_${name}`,
      cell,
    ]),
  );
}

/** What the JSON file of a mask says it was made from; none if there is no such file. */
export async function readSources(path: string): Promise<readonly string[]> {
  try {
    const { Sources = [], RawSources = [] } = JSON.parse(await readFile(path, "utf8"));
    return [Sources, RawSources].flat().filter((source) => typeof source === "string");
  } catch {
    return [];
  }
}
