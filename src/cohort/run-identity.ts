import { createHash } from "node:crypto";
import type { CaseReading } from "../case/case-reading.ts";
import { VoxomicsError } from "../errors.ts";
import { version } from "../version.ts";
import type { Journal } from "./journal.ts";
import type { FullPlan } from "./perturbation-plan.ts";
import { type CohortEntry, type NamedSettings, type RunEntry, runKey } from "./unit.ts";

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
  };
}

/**
 * Writes what the journal belongs to, or checks that it is this run.
 *
 * @throws VoxomicsError `invalid-file` if it is another
 */
export async function beginOrGoOn(
  journal: Journal<CohortEntry>,
  now: RunEntry,
  folder: string,
): Promise<void> {
  const before = journal.entries.get(runKey) as RunEntry | undefined;
  if (before === undefined) return journal.append(now);
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
