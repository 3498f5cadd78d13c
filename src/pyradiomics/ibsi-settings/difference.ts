import type { SettingsInput } from "../../settings/settings.ts";

/** A key of a parameter file whose effect the IBSI's settings do not have, or have in another way. */
export interface SettingDifference {
  /** `normalize`, `imageType.LoG`. */
  readonly key: string;
  /** What differs, and what to do: a phrase. */
  readonly difference: string;
}

/** What a part of a parameter file becomes. */
export interface Translated {
  readonly settings: SettingsInput;
  readonly differences: readonly SettingDifference[];
}

/** The parts as one. */
export function joined(parts: readonly Translated[]): Translated {
  return {
    settings: Object.assign({}, ...parts.map(({ settings }) => settings)) as SettingsInput,
    differences: parts.flatMap(({ differences }) => differences),
  };
}

/** A difference, if a condition holds. */
export function differsIf(holds: boolean, key: string, difference: string): SettingDifference[] {
  return holds ? [{ key, difference }] : [];
}
