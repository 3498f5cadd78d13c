import { createHash } from "node:crypto";
import { groupBy } from "../base/group-by.ts";
import { version } from "../base/version.ts";
import type { CaseReading } from "../case/case-reading.ts";
import type { Advice } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import type { FullPlan } from "./perturbation-plan.ts";
import { type Shard, shardText } from "./shard.ts";
import { isRunEntry, isUnitEntry } from "./sound-entry.ts";
import {
  type CohortEntry,
  type ImageSettings,
  type NamedSettings,
  type RunEntry,
  runKey,
  type UnitEntry,
} from "./unit.ts";

/**
 * The JavaScript engine that this process runs in, and its processor. The last digits of exponentials,
 * logarithms and angles depend on them.
 */
export function engineName(): string {
  const { bun, deno, node, v8 } = process.versions;
  const name = bun ? `Bun ${bun}` : deno ? `Deno ${deno}` : `Node.js ${node}`;
  return `${name} (V8 ${v8}, ${process.arch})`;
}

/**
 * The journal entry that says what a run is measured with. A run with other settings needs another
 * folder.
 */
export function runEntry(
  settings: readonly NamedSettings[],
  plan: FullPlan | null,
  images: CaseReading,
  shard: Shard | null,
  settingsFor: ImageSettings = {},
): RunEntry {
  const sumOf = (value: object) =>
    createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 8);
  return {
    key: runKey,
    version,
    settings: [
      ...settings.map((named) => `${named.name} (${sumOf(named.settings)})`),
      ...Object.entries(settingsFor)
        .map(([name, own]) => `${name}= (${sumOf(own)})`)
        .sort(),
    ],
    // the number of repeats is left out: a run may be continued with more
    perturbations:
      plan === null
        ? []
        : [
            ...plan.perturbations.map((one) =>
              typeof one === "string" ? one : `${one.name} (${sumOf(one)})`,
            ),
            `seed ${plan.seed}`,
          ],
    images: Object.entries(images)
      .map(([name, value]) => `${name}: ${value}`)
      .sort(),
    engine: engineName(),
    ...(shard === null ? {} : { shard: shardText(shard) }),
  };
}

/**
 * A short hash of everything that the rows of a run are measured with, but for the engine, which
 * `checkEngine` compares row by row. The shard is left out: rows of all shards are rows of one run.
 */
export function runSum({ version, settings, perturbations, images }: RunEntry): string {
  const text = JSON.stringify([version, settings, perturbations, images]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/**
 * Checks that a journal belongs to a run.
 *
 * @param entries of the journal; also those without a checksum, unless another entry has the same key
 * @param now the run
 * @throws VoxomicsError `invalid-file` if the journal belongs to another run
 */
export function checkRun(
  entries: ReadonlyMap<string, CohortEntry>,
  now: RunEntry,
  folder: string,
): void {
  const before = entries.get(runKey);
  if (!isRunEntry(before)) {
    checkRows(entries, now, folder);
    return;
  }
  const elsewhere = "choose another folder for this one";
  checkSameRun(before, now, folder, elsewhere);
  const [was, is] = [before.shard ?? "all", now.shard ?? "all"];
  if (was !== is) throw otherRun(before, now, folder, "as another shard", was, is, elsewhere);
}

/**
 * Checks that two runs measure rows in the same way, whatever their cases are.
 *
 * @param then the end of the message, which says what to do
 * @throws VoxomicsError `invalid-file`, naming what differs
 */
export function checkSameRun(before: RunEntry, now: RunEntry, folder: string, then: string): void {
  const check = (how: string, was: string, is: string) => {
    if (was !== is) throw otherRun(before, now, folder, how, was, is, then);
  };
  const list = (words: readonly string[], none = "none") => words.join(", ") || none;
  check("by another version", before.version, now.version);
  check("with other settings", list(before.settings), list(now.settings));
  const asTheyAre = "as they are";
  check("with images read otherwise", list(before.images, asTheyAre), list(now.images, asTheyAre));
  check("with other perturbations", list(before.perturbations), list(now.perturbations));
}

function otherRun(
  before: RunEntry,
  now: RunEntry,
  folder: string,
  how: string,
  was: string,
  is: string,
  then: string,
): VoxomicsError {
  return new VoxomicsError(
    "invalid-file",
    `${folder} holds a cohort that was measured ${how}: found ${was}, expected ${is}; ${then}`,
    { folder, found: before, expected: now },
  );
}

/** Checks by the rows that a journal belongs to a run, for a journal whose entry of the run is lost. */
function checkRows(entries: ReadonlyMap<string, CohortEntry>, now: RunEntry, folder: string): void {
  const sum = runSum(now);
  const other = [...entries.values()].filter((one) => isUnitEntry(one) && one.run !== sum).length;
  if (other === 0) return;
  throw new VoxomicsError(
    "invalid-file",
    `${folder} holds a cohort that was measured otherwise: found ${other} ${other === 1 ? "row" : "rows"} of other settings, perturbations, reading options or another version (the line of the journal that names them is damaged); choose another folder for this one`,
    { folder, rows: other, expected: now },
  );
}

/** The engines that measured rows, with how many rows each measured, the largest number first. */
export function enginesOf(entries: readonly UnitEntry[]): { name: string; rows: number }[] {
  const measured = entries.filter((entry) => entry.measured !== null);
  return [...groupBy(measured, ({ engine }) => engine)]
    .map(([name, rows]) => ({ name, rows: rows.length }))
    .sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
}

/** A note if several engines measured rows. */
export function engineNotes(folder: string, entries: readonly UnitEntry[]): Note[] {
  const engines = enginesOf(entries);
  if (engines.length < 2) return [];
  const text = engines.map(({ name, rows }) => `${counted(rows, "row")} by ${name}`).join(", ");
  const message = `${folder}: rows were measured by different engines, whose last digits may differ: ${text}`;
  return [noteOf("other-engine", message, { engines })];
}

/**
 * Refuses to mix rows of different engines, since the last digits of their values may differ.
 *
 * @throws VoxomicsError `invalid-file` if another engine than `engine` has measured one of the entries
 */
export function checkEngine(entries: readonly UnitEntry[], engine: string, folder: string): void {
  const others = enginesOf(entries).filter(({ name }) => name !== engine);
  if (others.length === 0) return;
  const rows = others.map((one) => `${counted(one.rows, "row")} by ${one.name}`).join(", ");
  throw new VoxomicsError(
    "invalid-file",
    `${folder} holds a cohort that was measured by another engine, whose last digits may differ: found ${rows}, expected ${engine}; choose another folder`,
    { folder, found: others, expected: engine, advice: [otherEngineAdvice] },
  );
}

const otherEngineAdvice: Advice = {
  option: "otherEngine",
  value: null,
  does: "goes on with both",
};
