import { createHash } from "node:crypto";
import type { RoiSummary } from "../extraction/extraction.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import type { Note } from "../messages/note.ts";
import { quoted } from "../messages/phrases.ts";
import type { PerturbationRecord } from "../perturbation/perturb.ts";
import type { Settings } from "../settings/settings.ts";
import type { CohortCase } from "./cohort-case.ts";
import type { JournalEntry } from "./journal-line.ts";
import { type FullPlan, type PlannedPerturbation, perturbationsOf } from "./perturbation-plan.ts";
import type { CaseInputs } from "./read-case.ts";

/** Settings that a cohort is measured with, and their name in its tables. */
export interface NamedSettings {
  readonly name: string;
  /** With every default filled in. */
  readonly settings: Settings;
}

/**
 * One row of the tables: a case, perturbed or not, measured with one of the settings. If a case has several images, each
 * image is a unit, and their row holds the values of all of them.
 */
export interface Unit {
  readonly case: CohortCase;
  readonly settings: NamedSettings;
  /** null for a case that is measured as it is. */
  readonly perturbation: PlannedPerturbation | null;
  /** Key of the unit's entry in the journal. */
  readonly key: string;
}

/** The units of a cohort, in the order of its tables. */
export function unitsOf(
  cases: readonly CohortCase[],
  settings: readonly NamedSettings[],
  plan: FullPlan | null,
  settingsFor: ImageSettings = {},
): Unit[] {
  return cases.flatMap((one) => {
    const perturbations = plan === null ? [null] : perturbationsOf(one.id, plan);
    const own = ownSettings(one, settingsFor);
    return settings.flatMap((ofAll) => {
      const named = own === null ? ofAll : { name: ofAll.name, settings: own };
      return perturbations.map((perturbation) => ({
        case: one,
        settings: named,
        perturbation,
        key: unitKey(one, named, perturbation),
      }));
    });
  });
}

/** Settings of images that are measured with settings of their own, by the names of the images. */
export type ImageSettings = Readonly<Record<string, Settings>>;

function ownSettings({ name }: CohortCase, settingsFor: ImageSettings): Settings | null {
  return name !== undefined && Object.hasOwn(settingsFor, name) ? settingsFor[name] : null;
}

/** Where a case is in the manifest, as messages say it: `row 3`, `row 3, image "PET"`. */
export function placeOf({ row, name }: Pick<CohortCase, "row" | "name">): string {
  return name === undefined ? `row ${row}` : `row ${row}, image ${quoted(name)}`;
}

/**
 * The key holds everything that defines the unit. A row whose image, mask, region or reading has changed
 * therefore gets a new key, and so does a perturbation that is defined differently.
 */
export function unitKey(
  { id, name: imageName, image, mask, region, label, within, whiteMatter, reading }: CohortCase,
  { name }: NamedSettings,
  perturbation: PlannedPerturbation | null,
): string {
  const own = Object.keys(reading).length === 0 ? [] : [reading];
  const cut = within === undefined ? [] : [{ within }];
  const white = whiteMatter === undefined ? [] : [{ whiteMatter }];
  const called = imageName === undefined ? [] : [{ imageName }];
  const of = [id, image, mask, region, label, name, perturbation];
  return JSON.stringify(["unit", ...of, ...own, ...cut, ...white, ...called]);
}

/** What a value is: the fields of a `FeatureValue` without the value and its reason. */
export type FeatureColumn = Omit<FeatureValue, "value" | "reason">;

/** The journal entry of a list of columns. Units with the same columns share it. */
export interface ColumnsEntry extends JournalEntry {
  readonly columns: readonly FeatureColumn[];
}

/** The key of a `ColumnsEntry`: a hash of the columns in their order. */
export function columnsKey(columns: readonly FeatureColumn[]): string {
  const sum = createHash("sha256").update(JSON.stringify(columns)).digest("hex");
  return JSON.stringify(["columns", sum]);
}

/** The journal entry of a unit that was measured, or failed. */
export interface UnitEntry extends JournalEntry {
  /** The run that the unit was measured for, as `runSum` hashes it. */
  readonly run: string;
  /** The engine that measured it, as `engineName` names it. */
  readonly engine: string;
  /** null for a case that could not be read. */
  readonly inputs: CaseInputs | null;
  /** `inputStamp` of the files of image, mask, `within` and `whiteMatter`, if there are such, when the unit was measured. */
  readonly stamps: readonly (string | null)[];
  /** Time that workers spent on the unit, without the time it waited for a free worker. */
  readonly milliseconds: number;
  /** null where the unit failed. */
  readonly measured: Measured | null;
  readonly failure: UnitFailure | null;
}

/** The result of a unit. */
export interface Measured {
  readonly roi: RoiSummary;
  readonly perturbation: PerturbationRecord | null;
  /** Key of the `ColumnsEntry` that says what each value is. */
  readonly columns: string;
  /** One value a column, in their order; null where it is undefined. */
  readonly values: readonly (number | null)[];
  /** Why a value is null or set by convention, by the index of its column (from 0). */
  readonly reasons: Readonly<Record<string, string>>;
  /** Notes about the region, and about settings that do not suit the image. */
  readonly notes: readonly Note[];
}

export interface UnitFailure {
  /** A VoxomicsError's code, or `internal`. */
  readonly code: string;
  readonly message: string;
  /** Whether the case could not be read, so that all its units failed. */
  readonly ofCase: boolean;
}

export type CohortEntry = ColumnsEntry | UnitEntry | RunEntry | NotesEntry;

/** The journal entry that says which run a journal belongs to. */
export interface RunEntry extends JournalEntry {
  readonly version: string;
  /** One text each: the name and a hash of what it stands for, `ct (1f0c2a9b)`. */
  readonly settings: readonly string[];
  /** Letters, or a name and a hash; the seed at the end. */
  readonly perturbations: readonly string[];
  /** Reading options that were given, `name: value`. */
  readonly images: readonly string[];
  /** Engine of the call that began the run, as `engineName` names it. */
  readonly engine: string;
  /** The part of the cases that the run measures, `2/7`; left out for all. */
  readonly shard?: string;
  /** Whether a merge wrote the journal from those of shards. */
  readonly merged?: true;
}

export const runKey = JSON.stringify(["run"]);

/** The journal entry of notes that `run.json` shows. */
export interface NotesEntry extends JournalEntry {
  readonly notes: readonly Note[];
}

export const notesKey = JSON.stringify(["notes"]);
