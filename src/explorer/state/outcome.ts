import { signal } from "@preact/signals";
import type { SecondMaskName } from "../../messages/naming-mask.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import type { Measured } from "../work/measure.ts";
import type { SecondMask } from "./second-masks.ts";

/** What was measured, and with which settings. */
export interface Outcome {
  readonly settings: SettingsInput;
  /** The masks beside those of the regions that were used; null for none. */
  readonly masks: Readonly<Record<SecondMaskName, SecondMask | null>>;
  readonly measured: readonly Measured[];
}

/** What was measured last; null before, and once image or regions change. */
export const outcome = signal<Outcome | null>(null);

/** An earlier outcome of the same image that the user keeps to compare with. */
export const keptOutcome = signal<Outcome | null>(null);
