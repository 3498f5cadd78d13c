import { signal } from "@preact/signals";
import type { SettingsInput } from "../../settings/settings.ts";
import type { Measured } from "../work/measure.ts";
import type { Within } from "./within.ts";

/** What was measured, and with which settings. */
export interface Outcome {
  readonly settings: SettingsInput;
  /** The mask that the regions were cut to; null for none. */
  readonly within: Within | null;
  readonly measured: readonly Measured[];
}

/** What was measured last; null before, and once image or regions change. */
export const outcome = signal<Outcome | null>(null);

/** An earlier outcome of the same image that the user keeps to compare with. */
export const keptOutcome = signal<Outcome | null>(null);
