import { computed } from "@preact/signals";
import { VoxomicsError } from "../../../messages/errors.ts";
import { type PresetName, presets } from "../../../settings/presets.ts";
import { resolveSettings } from "../../../settings/resolve.ts";
import type { Settings } from "../../../settings/settings.ts";
import { settings } from "../../state/settings.ts";
import { type PlacedProblem, placeProblem } from "./problem-place.ts";

/** The settings with every default, or what is wrong with them. */
export const resolved = computed(
  (): { readonly settings: Settings | null; readonly problems: readonly PlacedProblem[] } => {
    try {
      return { settings: resolveSettings(settings.value), problems: [] };
    } catch (error) {
      if (!(error instanceof VoxomicsError)) throw error;
      const { problems } = error.details;
      const lines = Array.isArray(problems) ? problems.map(String) : [error.message];
      return { settings: null, problems: lines.map(placeProblem) };
    }
  },
);

/** The presets, as they are when every default is spelled out. */
const resolvedPresets = computed(() =>
  (Object.keys(presets) as PresetName[]).map((name) => ({
    name,
    text: JSON.stringify(resolveSettings(presets[name])),
  })),
);

/** The preset that the settings are; null if they are none. */
export const chosenPreset = computed((): PresetName | "defaults" | null => {
  const { settings: now } = resolved.value;
  if (now === null) return null;
  const text = JSON.stringify(now);
  if (text === JSON.stringify(resolveSettings({}))) return "defaults";
  return resolvedPresets.value.find((one) => one.text === text)?.name ?? null;
});
