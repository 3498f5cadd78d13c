import { createHash } from "node:crypto";
import { groupBy } from "../base/group-by.ts";
import { version } from "../base/version.ts";
import type { CaseReading } from "../case/case-reading.ts";
import type { Advice } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import { engineName } from "./engine.ts";
import type { FullPlan } from "./perturbation-plan.ts";
import { isRunEntry, isUnitEntry } from "./sound-entry.ts";
import {
  type CohortEntry,
  type NamedSettings,
  type RunEntry,
  runKey,
  type UnitEntry,
} from "./unit.ts";

/** What the tables of a folder are made with: other settings are other tables. */
export function runEntry(
  settings: readonly NamedSettings[],
  plan: FullPlan | null,
  images: CaseReading,
): RunEntry {
  const sumOf = (value: object) =>
    createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 8);
  return {
    key: runKey,
    version,
    settings: settings.map((named) => `${named.name} (${sumOf(named.settings)})`),
    // with more repeats it is the same run
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
  };
}

/** A short sum of what every row of a run is measured with. Engines are compared row by row. */
export function runSum({ version, settings, perturbations, images }: RunEntry): string {
  const text = JSON.stringify([version, settings, perturbations, images]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/**
 * Checks that a journal is that of a run.
 *
 * @param entries of the journal, with the run entry of an older version where it has no other
 * @throws VoxomicsError `invalid-file` if it belongs to another
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
  const check = (how: string, was: string, is: string) => {
    if (was === is) return;
    throw new VoxomicsError(
      "invalid-file",
      `${folder} holds a cohort that was measured ${how}: found ${was}, expected ${is}; choose another folder for this one`,
      { folder, found: before, expected: now },
    );
  };
  const list = (words: readonly string[], none = "none") => words.join(", ") || none;
  check("by another version", before.version, now.version);
  check("with other settings", list(before.settings), list(now.settings));
  const asTheyAre = "as they are";
  check("with images read otherwise", list(before.images, asTheyAre), list(now.images, asTheyAre));
  check("with other perturbations", list(before.perturbations), list(now.perturbations));
}

/** Where the journal has lost the entry of its run, its rows still tell whether they belong to this one. */
function checkRows(entries: ReadonlyMap<string, CohortEntry>, now: RunEntry, folder: string): void {
  const sum = runSum(now);
  const other = [...entries.values()].filter((one) => isUnitEntry(one) && one.run !== sum).length;
  if (other === 0) return;
  throw new VoxomicsError(
    "invalid-file",
    `${folder} holds a cohort that was measured otherwise: found ${other} ${other === 1 ? "row" : "rows"} of other settings, perturbations, reading options or another version, and the line of the journal that says which is damaged; choose another folder for this one`,
    { folder, rows: other, expected: now },
  );
}

/** The engines that measured rows, and how many each, most first. */
export function enginesOf(entries: readonly UnitEntry[]): { name: string; rows: number }[] {
  const measured = entries.filter((entry) => entry.measured !== null);
  return [...groupBy(measured, ({ engine }) => engine)]
    .map(([name, its]) => ({ name, rows: its.length }))
    .sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
}

/** What is to be said where several engines measured rows. */
export function engineNotes(folder: string, entries: readonly UnitEntry[]): Note[] {
  const engines = enginesOf(entries);
  if (engines.length < 2) return [];
  const text = engines.map(({ name, rows }) => `${counted(rows, "row")} by ${name}`).join(", ");
  const message = `${folder}: rows were measured by different engines, whose last digits may differ: ${text}`;
  return [noteOf("other-engine", message, { engines })];
}

/**
 * Keeps rows of different engines apart: their last digits may differ.
 *
 * @throws VoxomicsError `invalid-file` if another engine than this one has measured any
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
