import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { CaseReading } from "../case/case-reading.ts";
import { namingFile } from "../io/name-file.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { quoted } from "../messages/phrases.ts";
import { makeFolder } from "../node/make-folder.ts";
import { isPipe, readInputText } from "../node/read-input.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { openJournal } from "./journal.ts";
import { keepNotes, keptNotes, removalNotes } from "./journal-notes.ts";
import { holdLock } from "./lock.ts";
import { parseManifest } from "./manifest.ts";
import { measureUnits } from "./measure-units.ts";
import { completePlan, type PerturbationPlan } from "./perturbation-plan.ts";
import type { CohortProgress } from "./progress.ts";
import { checkRun, engineNotes, runEntry } from "./run-identity.ts";
import { runRecord } from "./run-record.ts";
import { readTimes, timesOf } from "./run-times.ts";
import { isRunEntry, isSoundEntry } from "./sound-entry.ts";
import {
  type CohortEntry,
  type NamedSettings,
  runKey,
  type Unit,
  type UnitEntry,
  unitsOf,
} from "./unit.ts";
import { type CohortResult, clearTemporary, writeTables } from "./write-tables.ts";

/** What a cohort is made of, how it is measured, and where its tables go. */
export interface CohortOptions {
  /**
   * Path of the manifest, a CSV file. Paths in it are relative to its folder; in a manifest that comes out
   * of a pipe, to the working folder.
   */
  readonly manifest: string;
  /** Whether the manifest may be a pipe. Default false: a pipe is refused. */
  readonly pipes?: boolean | undefined;
  /** One or several settings, each with its name in the tables. */
  readonly settings: readonly { readonly name: string; readonly settings: SettingsInput }[];
  /** The folder for the results. It is made if it does not exist; a run that it holds is continued. */
  readonly out: string;
  /** Worker threads. Default: as many as the machine has cores. */
  readonly workers?: number | undefined;
  /** How images and masks are read. A case's own columns in the manifest come before these options. */
  readonly images?: CaseReading | undefined;
  /** Measures perturbed images and masks instead of those that the manifest names. */
  readonly perturb?: PerturbationPlan | undefined;
  /**
   * Continues a run of which another JavaScript engine (another version of Node) has measured rows.
   * Default false: such a run is refused, since the last digits of values may differ between engines.
   */
  readonly otherEngine?: boolean | undefined;
  /** Called with notes about the run that are no errors: damaged lines of the journal, … */
  readonly onNote?: ((note: Note) => void) | undefined;
  readonly onProgress?: ((progress: CohortProgress) => void) | undefined;
  /** Stops the run; rows that are finished stay on the disk. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures a cohort: every case of a manifest with every one of the settings, in worker threads.
 *
 * Every finished row is written to a journal on the disk. A run that was interrupted, however that
 * happened, is continued by the same call and ends with the same tables, byte for byte. A case that fails
 * is recorded and does not stop the others; it is tried again once its files have changed. A line of the
 * journal counts only if its checksum is right; other rows are measured again.
 *
 * @throws VoxomicsError `invalid-table` for the manifest, `invalid-settings`; `invalid-file` if the
 *   folder belongs to a run with other settings, other perturbations, another version or engine, if it
 *   cannot be written, or if another run is at work in it
 *
 * @example
 * ```ts
 * import { runCohort } from "voxomics/cohort";
 *
 * const { measured, failed } = await runCohort({
 *   manifest: "manifest.csv", // columns id, image, mask
 *   settings: [{ name: "ct", settings: { resample: { spacing: [2, 2, 2] } } }], // mm
 *   out: "measured", // features.csv, features.parquet and more; run it again to go on
 * });
 * console.log(measured, failed);
 * ```
 */
export async function runCohort(options: CohortOptions): Promise<CohortResult> {
  checkOptions(options, {
    ...{ manifest: null, settings: null, out: null, pipes: null, workers: null, otherEngine: null },
    ...{ images: "object", perturb: "object" },
    ...{ onNote: "function", onProgress: "function", signal: "signal" },
  });
  checkArgument(options, "options", { manifest: "text", settings: "array", out: "text" });
  const started = new Date();
  const { text, piped } = await readManifestText(options);
  const manifest = await namingFile(options.manifest, () => parseManifest(text));
  const settings = resolveAll(options.settings);
  const plan = options.perturb === undefined ? null : completePlan(options.perturb);
  const units = unitsOf(manifest.cases, settings, plan);
  const folder = piped ? resolve() : dirname(resolve(options.manifest));
  const { workers = availableParallelism(), images = {} } = options;
  const { out } = options;
  await makeFolder(out);
  const lock = await holdLock(join(out, "run.lock"));
  try {
    await clearTemporary(out);
    const run = runEntry(settings, plan, images);
    const path = join(out, "journal.jsonl");
    const journal = await openJournal<CohortEntry>(path, {
      accept: (entries, unsealed) => checkRun(new Map([...unsealed, ...entries]), run, out),
      isSound: isSoundEntry,
      mayWrite: lock.check,
    });
    try {
      if (!isRunEntry(journal.entries.get(runKey))) await journal.append(run);
      const removals = removalNotes(path, journal.removed);
      for (const note of removals) options.onNote?.(note);
      await keepNotes(journal, removals);
      const found = await measureUnits(journal, units, { ...options, run, folder, workers });
      const entryOf = (unit: Unit) => journal.entries.get(unit.key) as UnitEntry;
      const engines = engineNotes(out, units.map(entryOf));
      for (const note of engines) options.onNote?.(note);
      const notes = [...keptNotes(journal), ...engines];
      const earlier = found === units.length ? await readTimes(join(out, "run.json"), found) : null;
      const record = () =>
        runRecord({
          times: earlier ?? timesOf(started, workers),
          manifestPath: options.manifest,
          manifestSum: sha256(text),
          manifest,
          settings,
          plan,
          images,
          units,
          entryOf,
          notes,
        });
      const tables = await writeTables(journal, manifest, units, out, record, lock.check);
      return { ...tables, found, notes };
    } finally {
      await journal.close();
    }
  } finally {
    await lock.release();
  }
}

/** The text of the manifest, and whether it came out of a pipe. */
async function readManifestText({ manifest, pipes = false }: CohortOptions) {
  const text = await readInputText(manifest, { pipes });
  return { text, piped: isPipe(await stat(manifest)) };
}

function resolveAll(settings: CohortOptions["settings"]): NamedSettings[] {
  if (settings.length === 0) {
    throw new VoxomicsError("invalid-settings", "found no settings, expected one or several");
  }
  settings.forEach(({ name }, n) => {
    if (settings.findIndex((other) => other.name === name) === n) return;
    throw new VoxomicsError(
      "invalid-settings",
      `two of the settings are called ${quoted(name)}: the tables tell them apart by their names`,
      { found: name },
    );
  });
  const resolved = settings.map(({ name, settings: input }) => ({
    name,
    settings: resolveSettings(input),
  }));
  checkThresholds(resolved);
  return resolved;
}

/** Refuses settings whose mask thresholds differ: the mask of a case is read once for all settings. */
function checkThresholds(settings: readonly NamedSettings[]): void {
  const all = settings.map(({ settings: { mask } }) => mask?.threshold ?? null);
  const thresholds = [...new Set(all)];
  if (thresholds.length <= 1) return;
  throw new VoxomicsError(
    "invalid-settings",
    `mask.threshold: found ${thresholds.map(String).join(" and ")} in the settings of one cohort, expected one`,
    { found: thresholds },
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
