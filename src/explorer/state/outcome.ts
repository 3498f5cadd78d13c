import { signal } from "@preact/signals";
import type { SettingsInput } from "../../settings/settings.ts";
import type { Measured } from "../work/measure.ts";

/** What was measured last, and with which settings; null before, and once image or regions change. */
export const outcome = signal<{
  readonly settings: SettingsInput;
  readonly measured: readonly Measured[];
} | null>(null);
