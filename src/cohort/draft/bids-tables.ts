import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { VoxomicsError } from "../../messages/errors.ts";
import { found, quoted } from "../../messages/phrases.ts";
import { fileError } from "../../node/file-error.ts";
import { parseJson } from "../../node/parse-json.ts";
import { isLabelColumn } from "../manifest.ts";

type TsvRecord = Readonly<Record<string, string | null>>;

/**
 * The records of a table of BIDS: columns with tabs between; `n/a` and empty cells are null. Columns without a name
 * and without a value are left out.
 *
 * @param path names the table in errors
 * @throws VoxomicsError `invalid-table` for two columns of one name
 */
export function parseTsv(text: string, path: string): readonly TsvRecord[] {
  const [header = [], ...rows]: string[][] = parse(text, {
    bom: true,
    delimiter: "\t",
    quote: null,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  const columns = header
    .map((name, at) => ({ name, at }))
    .filter(({ name, at }) => name !== "" || rows.some((cells) => cellValue(cells[at]) !== null));
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) {
    throw new VoxomicsError(
      "invalid-table",
      `${path}: found two columns ${quoted(twice)}, expected each name once`,
      { column: twice, columns: names },
    );
  }
  return rows.map((cells) =>
    Object.fromEntries(columns.map(({ name, at }) => [name, cellValue(cells[at])])),
  );
}

function cellValue(cell = ""): string | null {
  return cell === "" || cell === "n/a" ? null : cell;
}

/** The labels of a label map by their numbers; without 0, the background. */
export async function readLookup(path: string): Promise<ReadonlyMap<number, string | null>> {
  const text = await readFile(path, "utf8").catch((cause) => {
    throw fileError(path, cause);
  });
  const records = parseTsv(text, path);
  const labels = records.flatMap(({ index = null, name = null, abbreviation = null }) =>
    index !== null && /^\d+$/.test(index) && Number(index) > 0
      ? [[Number(index), name ?? abbreviation] as const]
      : [],
  );
  return new Map(labels);
}

/**
 * What `participants.tsv` says of each subject, by `sub-01`; null if there is no such file.
 *
 * @throws VoxomicsError `invalid-table` for two columns of one name, or two rows of one subject
 */
export async function readParticipants(
  folder: string,
): Promise<ReadonlyMap<string, TsvRecord> | null> {
  const path = join(folder, "participants.tsv");
  const text = await readFile(path, "utf8").catch((cause) => {
    if (cause.code === "ENOENT") return null;
    throw fileError(path, cause);
  });
  if (text === null) return null;
  const participants = new Map<string, TsvRecord>();
  parseTsv(text, path).forEach(({ participant_id = null, ...others }, n) => {
    if (participant_id === null) return;
    if (participants.has(participant_id)) {
      throw new VoxomicsError(
        "invalid-table",
        `${path}: row ${n + 1}: found ${quoted(participant_id)} a second time, expected one row of each subject`,
        { row: n + 1, column: "participant_id", found: participant_id },
      );
    }
    participants.set(participant_id, labelsOf(others));
  });
  return participants;
}

/**
 * A record whose columns have names that a manifest takes for labels. A column `volume` becomes `participant_volume`,
 * with `participant_` once more if the table has a column of that name too.
 */
function labelsOf(record: TsvRecord): TsvRecord {
  const own = ["participant_id", "session_id", "modality", "structure"];
  const nameOf = (name: string) => {
    if (isLabelColumn(name) && !own.includes(name)) return name;
    let free = `participant_${name}`;
    while (Object.hasOwn(record, free)) free = `participant_${free}`;
    return free;
  };
  return Object.fromEntries(Object.entries(record).map(([name, cell]) => [nameOf(name), cell]));
}

/** What the JSON file of a mask says it was made from. */
export interface BidsSources {
  readonly sources: readonly string[];
  /** Why the file cannot be read; null if it was, or if there is none. */
  readonly problem: string | null;
}

/** Reads the JSON file of a mask. */
export async function readSources(path: string): Promise<BidsSources> {
  try {
    const said: unknown = parseJson(await readFile(path, "utf8"));
    if (typeof said !== "object" || said === null || Array.isArray(said)) {
      return { sources: [], problem: `found ${found(said)}, expected an object` };
    }
    const { Sources = [], RawSources = [] } = said as Readonly<Record<string, unknown>>;
    const sources = [Sources, RawSources].flat().filter((source) => typeof source === "string");
    return { sources, problem: null };
  } catch (error) {
    if (error instanceof VoxomicsError) return { sources: [], problem: error.message };
    if (error instanceof SyntaxError)
      return { sources: [], problem: `is no JSON: ${error.message}` };
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { sources: [], problem: null };
    const { message } = fileError(path, error);
    return { sources: [], problem: message.slice(`${path}: `.length) };
  }
}
