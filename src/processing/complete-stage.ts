import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/wording.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";

type Stage = "resample" | "resegment" | "discretise";

/** A stage's settings as users write them: what has a default may be left out. */
export type StageInput<S extends Stage> = NonNullable<SettingsInput[S]>;

/**
 * A stage's settings with every default spelled out.
 *
 * @throws VoxomicsError `invalid-settings`, naming the field.
 */
export function completeStage<S extends Stage>(
  stage: S,
  input: StageInput<S>,
): NonNullable<Settings[S]> {
  const settings = resolveSettings({ [stage]: input })[stage];
  // as a part of all settings null has a meaning; a step that is called needs to know what to do
  if (input === undefined || input === null || settings === null) {
    const problem = `${stage}: found ${found(input)}, expected an object`;
    throw new VoxomicsError("invalid-settings", problem, { problems: [problem] });
  }
  return settings;
}
