import { VoxomicsError } from "../messages/errors.ts";
import { complete } from "./complete.ts";
import { contradictions } from "./contradictions.ts";
import { settingsSchema } from "./schema.ts";
import type { Settings } from "./settings.ts";

/**
 * Settings with every default spelled out, from settings as a user or a file gives them.
 *
 * A setting that is absent, undefined or null takes its default. The result shares nothing with
 * the input, and resolving it again gives the same.
 *
 * @throws VoxomicsError `invalid-settings`; the message names the first problem and how many more
 * there are, `details.problems` lists all, one line each.
 */
export function resolveSettings(input: unknown = {}): Settings {
  const problems: string[] = [];
  const resolved = complete(settingsSchema, input, "", problems);
  if (problems.length === 0) {
    const { $schema: _, ...settings } = resolved as Settings & { readonly $schema?: string };
    problems.push(...contradictions(settings));
    if (problems.length === 0) return settings;
  }
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  throw new VoxomicsError("invalid-settings", `${problems[0]}${more}`, { problems });
}
