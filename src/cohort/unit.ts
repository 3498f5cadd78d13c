import type { RoiSummary } from "../extract.ts";
import type { FeatureValue } from "../features/feature-value.ts";
import type { Settings } from "../settings/settings.ts";
import type { InputSum } from "./input-sum.ts";
import type { JournalEntry } from "./journal.ts";
import type { CohortCase } from "./manifest.ts";

/** Settings that a cohort is measured with, and what its tables call them. */
export interface NamedSettings {
  readonly name: string;
  /** Every default spelled out. */
  readonly settings: Settings;
}

/** What makes one row of the tables: a case, measured with one of the settings. */
export interface Unit {
  readonly case: CohortCase;
  readonly settings: NamedSettings;
  readonly key: string;
}

/** The units of a cohort, in the order of its tables. */
export function unitsOf(cases: readonly CohortCase[], settings: readonly NamedSettings[]): Unit[] {
  return cases.flatMap((one) =>
    settings.map((named) => ({ case: one, settings: named, key: keyOf(one, named) })),
  );
}

/** A case whose row in the manifest means something else now is another one. */
function keyOf({ id, image, mask, region, label }: CohortCase, { name }: NamedSettings): string {
  return JSON.stringify(["unit", id, image, mask, region, label, name]);
}

/** A column of features: all of a value but the value. */
export type FeatureColumn = Omit<FeatureValue, "value" | "reason">;

/** Feature columns of units measured with the same settings. */
export interface ColumnsEntry extends JournalEntry {
  readonly columns: readonly FeatureColumn[];
}

/** What came of a unit. */
export interface UnitEntry extends JournalEntry {
  /** Sums of image and mask; null for a case that could not be read. */
  readonly inputs: readonly InputSum[] | null;
  /** Of image and mask when the unit was measured: `inputStamp`. */
  readonly stamps: readonly (string | null)[];
  readonly milliseconds: number;
  /** null where the unit failed. */
  readonly measured: Measured | null;
  readonly failure: UnitFailure | null;
}

export interface Measured {
  readonly roi: RoiSummary;
  /** In the order of the columns. */
  readonly values: readonly (number | null)[];
  /** Why a value is null, or a convention, by the number of its column. */
  readonly reasons: Readonly<Record<string, string>>;
}

export interface UnitFailure {
  /** A VoxomicsError's code, or `internal`. */
  readonly code: string;
  readonly message: string;
  /** The case could not be read: the failure is that of all its units. */
  readonly ofCase: boolean;
}

export type CohortEntry = ColumnsEntry | UnitEntry | RunEntry;

/** What a journal belongs to. */
export interface RunEntry extends JournalEntry {
  readonly version: string;
  readonly settings: readonly { readonly name: string; readonly sha256: string }[];
}

export function columnsKey({ name }: NamedSettings): string {
  return JSON.stringify(["columns", name]);
}

export const runKey = JSON.stringify(["run"]);
