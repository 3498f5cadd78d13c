import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { isPipe } from "../node/read-input.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { loadSettings } from "./load-settings.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Settings with their names in a cohort's tables: `my.yaml` is named `my`. Pipes are named `pipe`, `pipe-2` …
 * in their order, since the path of a pipe differs from call to call.
 *
 * @throws VoxomicsError as `loadSettings` does
 */
export async function loadNamedSettings(
  names: readonly string[],
  pipes: boolean,
  err: Terminal["err"],
): Promise<{ readonly name: string; readonly settings: SettingsInput }[]> {
  const loaded = [];
  let piped = 0;
  for (const name of names) {
    const isPiped = await stat(name).then(isPipe, () => false);
    const settings = await loadSettings(name, { pipes }, err);
    if (isPiped) piped++;
    const called = piped > 1 ? `pipe-${piped}` : "pipe";
    loaded.push({ name: isPiped ? called : nameOf(name), settings });
  }
  return loaded;
}

function nameOf(setting: string): string {
  return basename(setting).replace(/\.(json|ya?ml)$/i, "");
}
