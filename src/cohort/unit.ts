import type { RoiSummary } from "../extraction/extraction.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import type { Note } from "../messages/note.ts";
import type { PerturbationRecord } from "../perturbation/perturb.ts";
import type { Settings } from "../settings/settings.ts";
import type { JournalEntry } from "./journal.ts";
import type { CohortCase } from "./manifest.ts";
import { type FullPlan, type PlannedPerturbation, perturbationsOf } from "./perturbation-plan.ts";
import type { CaseInputs } from "./read-case.ts";

/** Settings that a cohort is measured with, and what its tables call them. */
export interface NamedSettings {
  readonly name: string;
  /** Every default spelled out. */
  readonly settings: Settings;
}

/** What makes one row of the tables: a case, perturbed or as it is, measured with one of the settings. */
export interface Unit {
  readonly case: CohortCase;
  readonly settings: NamedSettings;
  readonly perturbation: PlannedPerturbation | null;
  readonly key: string;
}

/** The units of a cohort, in the order of its tables. */
export function unitsOf(
  cases: readonly CohortCase[],
  settings: readonly NamedSettings[],
  plan: FullPlan | null,
): Unit[] {
  return cases.flatMap((one) => {
    const perturbations = plan === null ? [null] : perturbationsOf(one.id, plan);
    return settings.flatMap((named) =>
      perturbations.map((perturbation) => ({
        case: one,
        settings: named,
        perturbation,
        key: keyOf(one, named, perturbation),
      })),
    );
  });
}

/**
 * The key holds everything that defines the unit. A row whose image, mask, region or reading has changed
 * therefore gets a new key, and so does a perturbation that is defined differently.
 */
function keyOf(
  { id, image, mask, region, label, reading }: CohortCase,
  { name }: NamedSettings,
  perturbation: PlannedPerturbation | null,
): string {
  const own = Object.keys(reading).length === 0 ? [] : [reading];
  return JSON.stringify(["unit", id, image, mask, region, label, name, perturbation, ...own]);
}

/** A column of features: all of a value but the value. */
export type FeatureColumn = Omit<FeatureValue, "value" | "reason">;

/** What the values of units are. Units with the same columns share an entry. */
export interface ColumnsEntry extends JournalEntry {
  readonly columns: readonly FeatureColumn[];
}

/** What came of a unit. */
export interface UnitEntry extends JournalEntry {
  /** The run that it was measured for: `runSum`. */
  readonly run: string;
  /** `engineName` */
  readonly engine: string;
  /** null for a case that could not be read. */
  readonly inputs: CaseInputs | null;
  /** Of image and mask when the unit was measured: `inputStamp`. */
  readonly stamps: readonly (string | null)[];
  /** Of work in workers, without the time that its parts waited for one. */
  readonly milliseconds: number;
  /** null where the unit failed. */
  readonly measured: Measured | null;
  readonly failure: UnitFailure | null;
}

export interface Measured {
  readonly roi: RoiSummary;
  readonly perturbation: PerturbationRecord | null;
  /** Key of the entry that says what the values are. */
  readonly columns: string;
  /** In the order of the columns. */
  readonly values: readonly (number | null)[];
  /** Why a value is null, or a convention, by the number of its column. */
  readonly reasons: Readonly<Record<string, string>>;
  /** What is to be said about the region, and about settings and image together. */
  readonly notes: readonly Note[];
}

export interface UnitFailure {
  /** A VoxomicsError's code, or `internal`. */
  readonly code: string;
  readonly message: string;
  /** The case could not be read: the failure is that of all its units. */
  readonly ofCase: boolean;
}

export type CohortEntry = ColumnsEntry | UnitEntry | RunEntry | NotesEntry;

/** What a journal belongs to. */
export interface RunEntry extends JournalEntry {
  readonly version: string;
  /** Names and what they mean, as text: settings with their sum, … */
  readonly settings: readonly string[];
  readonly perturbations: readonly string[];
  readonly images: readonly string[];
  /** Of the call that began it: `engineName`. */
  readonly engine: string;
}

export const runKey = JSON.stringify(["run"]);

/** What is to be said about the run in its record. */
export interface NotesEntry extends JournalEntry {
  readonly notes: readonly Note[];
}

export const notesKey = JSON.stringify(["notes"]);
