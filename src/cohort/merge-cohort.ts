import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import { makeFolder } from "../node/make-folder.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { type CohortDefinition, defineCohort } from "./define-cohort.ts";
import { finishRun } from "./finish-run.ts";
import { openJournal, readJournal } from "./journal.ts";
import { sealedLine } from "./journal-line.ts";
import { holdLock } from "./lock.ts";
import { checkEngine, checkRun } from "./run-identity.ts";
import { timesOf } from "./run-times.ts";
import { joinShards, type ReadShard, readShard } from "./shard-journals.ts";
import { isRunEntry, isSoundEntry, isUnitEntry } from "./sound-entry.ts";
import { type CohortEntry, type RunEntry, runKey } from "./unit.ts";
import { type CohortResult, clearTemporary } from "./write-tables.ts";

/** What a cohort is made of, the folders of its shards, and where the tables of all go. */
export interface MergeOptions extends CohortDefinition {
  /** The folders that `runCohort` measured parts of the cases in. */
  readonly shards: readonly string[];
  /** The folder for the results, none of the shards. It is made if it does not exist. */
  readonly out: string;
  /**
   * Merges shards of which different JavaScript engines (versions of Node) have measured rows. Default
   * false: they are refused, since the last digits of values may differ between engines.
   */
  readonly otherEngine?: boolean | undefined;
  /** Called with notes about the run that are no errors. */
  readonly onNote?: ((note: Note) => void) | undefined;
}

/**
 * Writes the tables of a cohort whose parts were measured in folders of their own: to the byte those of
 * one run. Images and masks are not read, and need not be there.
 *
 * Every shard must have been measured with the same version, settings, perturbations, reading options and
 * engine, and each row must be in exactly one of them.
 *
 * @throws VoxomicsError `invalid-table` for the manifest, `invalid-settings`; `invalid-file` if a shard is of
 *   another run, is damaged or being written, or if cases are missing or in several shards
 *
 * @example
 * ```ts
 * import { mergeCohort, runCohort } from "voxomics/cohort";
 *
 * const cohort = { manifest: "manifest.csv", settings: [{ name: "defaults", settings: {} }] };
 * await runCohort({ ...cohort, shard: { number: 1, of: 2 }, out: "part-1" }); // on one machine
 * await runCohort({ ...cohort, shard: { number: 2, of: 2 }, out: "part-2" }); // on another one
 * await mergeCohort({ ...cohort, shards: ["part-1", "part-2"], out: "measured" });
 * ```
 */
export async function mergeCohort(options: MergeOptions): Promise<CohortResult> {
  checkOptions(options, {
    ...{ manifest: null, settings: null, shards: null, out: null, pipes: null, otherEngine: null },
    ...{ images: "object", perturb: "object", settingsFor: "object", onNote: "function" },
  });
  checkArgument(options, "options", {
    ...{ manifest: "text", settings: "array", shards: "array", out: "text" },
  });
  const { out, onNote } = options;
  await checkFolders(options.shards, out);
  const started = new Date();
  const cohort = await defineCohort(options, null);
  const shards: ReadShard[] = [];
  for (const folder of options.shards) shards.push(await readShard(folder, cohort.run));
  const joined = joinShards(cohort.units, shards);
  if (options.otherEngine !== true && joined.rows.length > 0) {
    checkEngine(joined.rows, joined.rows[0].engine, "a shard");
  }
  const engine = joined.rows[0]?.engine ?? cohort.run.engine;
  const run: RunEntry = { ...cohort.run, engine, merged: true };
  const entries: CohortEntry[] = [run, ...joined.others, ...joined.rows];
  if (joined.leftOut > 0) onNote?.(leftOutNote(joined.leftOut));

  await makeFolder(out);
  const lock = await holdLock(join(out, "run.lock"));
  try {
    await clearTemporary(out);
    const path = join(out, "journal.jsonl");
    const before = await readJournal<CohortEntry>(path, isSoundEntry);
    checkReplaced(out, before?.entries ?? new Map(), entries, shards);
    await lock.check();
    await writeFileAtomic(path, linesOf(entries));
    const journal = await openJournal<CohortEntry>(path, {
      accept: (found) => checkRun(found, run, out),
      isSound: isSoundEntry,
      mayWrite: lock.check,
    });
    try {
      const found = cohort.units.filter(({ key }) => before?.entries.has(key)).length;
      const merged = shards.map(({ record }) => record);
      const times = () => timesOf(started, 0);
      return await finishRun(journal, cohort, {
        ...{ out, found, times, merged, onNote, mayWrite: lock.check },
      });
    } finally {
      await journal.close();
    }
  } finally {
    await lock.release();
  }
}

async function* linesOf(entries: readonly CohortEntry[]): AsyncGenerator<Uint8Array> {
  for (const entry of entries) yield Buffer.from(`${sealedLine(entry)}\n`);
}

/** Refuses folders that are named twice, and tables in the folder of a shard, which they would replace. */
async function checkFolders(shards: readonly string[], out: string): Promise<void> {
  // the path of a folder that does not exist yet differs from those of all others
  const real = (path: string) => realpath(path).catch(() => resolve(path));
  const seen = new Map<string, string>();
  for (const [n, folder] of shards.entries()) {
    checkArgument(folder, `shards[${n}]`, "text");
    const path = await real(folder);
    const before = seen.get(path);
    if (before !== undefined) throw refused(folder, `is named twice, as ${before} before`);
    seen.set(path, folder);
  }
  const shard = seen.get(await real(out));
  if (shard === undefined) return;
  throw refused(
    out,
    `is the folder of a shard (${shard}): choose another one for the tables of all`,
  );
}

/**
 * Refuses to replace a journal that has rows which the shards do not have. Rows of an earlier merge are replaced by
 * those that shards have now; in any other journal rows must be the same.
 */
function checkReplaced(
  folder: string,
  before: ReadonlyMap<string, CohortEntry>,
  now: readonly CohortEntry[],
  shards: readonly ReadShard[],
): void {
  const run = before.get(runKey);
  const isMerge = isRunEntry(run) && run.merged === true;
  const next = new Map(now.map((entry) => [entry.key, JSON.stringify(entry)]));
  const isKept = (key: string, entry: CohortEntry) =>
    isMerge
      ? shards.some(({ entries }) => entries.has(key))
      : next.get(key) === JSON.stringify(entry);
  const lost = [...before].filter(([key, entry]) => isUnitEntry(entry) && !isKept(key, entry));
  if (lost.length === 0) return;
  const rows = counted(lost.length, "row");
  throw refused(
    folder,
    `holds a run of its own: found ${rows} that the shards do not have; choose another folder for the tables of all`,
  );
}

function refused(folder: string, what: string): VoxomicsError {
  return new VoxomicsError("invalid-file", `${folder} ${what}`, { folder });
}

function leftOutNote(rows: number): Note {
  const message = `the shards have ${counted(rows, "row")} of no case of the manifest under these settings and perturbations: left out`;
  return noteOf("rows-left-out", message, { rows });
}
