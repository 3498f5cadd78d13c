import type { FamilyId } from "../families/families.ts";
import { familiesNamed } from "../families/feature-choice.ts";
import { found, listed } from "../messages/phrases.ts";
import { completed, invalidSettings } from "../schema/check.ts";
import { extractionSchema, type Settings, type SettingsInput } from "./settings.ts";

/**
 * Checks settings as a user or a file gives them, and fills in every default.
 *
 * A setting that is absent, undefined or null takes its default. Where features are named, `families`
 * are those that they are of. The result shares no object with the settings given, and
 * resolving it again gives the same settings.
 *
 * @throws VoxomicsError `invalid-settings`; the message lists up to five problems and counts the
 * others, `details.problems` lists all, one line each.
 *
 * @example
 * ```ts
 * import { resolveSettings } from "voxomics";
 *
 * const settings = resolveSettings({ resample: { spacing: [1, 1, 1] } });
 * settings.resample?.interpolation; // "linear"
 * settings.distance; // 1
 * ```
 */
export function resolveSettings(settings: unknown = {}): Settings {
  if (typeof settings === "string") {
    const problem = `settings: found ${found(settings)}, expected an object; if a preset is meant, resolvePreset(${found(settings)}) gives its settings`;
    throw invalidSettings([problem]);
  }
  const given = settings as SettingsInput;
  const { $schema: _, ...resolved } = completed(extractionSchema, given, "");
  const { filterFeatures } = resolved;
  const families = familiesOf(resolved.features, given.families, "families");
  const ofResponses = familiesOf(
    filterFeatures.features,
    given.filterFeatures?.families,
    "filterFeatures.families",
  );
  return {
    ...resolved,
    ...(families === null ? {} : { families }),
    ...(ofResponses === null
      ? {}
      : {
          filterFeatures: {
            ...filterFeatures,
            families: ofResponses as typeof filterFeatures.families,
          },
        }),
  };
}

/**
 * The families of the features that are named; null where none are.
 *
 * @param given the families that stand beside them: the same ones, in any order
 */
function familiesOf(
  features: readonly string[] | null,
  given: readonly FamilyId[] | null | undefined,
  path: string,
): readonly FamilyId[] | null {
  if (features === null) return null;
  const named = familiesNamed(features);
  if (given === undefined || given === null) return named;
  const agree = given.length === named.length && given.every((family) => named.includes(family));
  if (agree) return [...given];
  const problem = `${path}: found ${given.join(", ")}, expected none beside features, or those that the features are of (${listed(named)}); all features of a family are named by the family`;
  throw invalidSettings([problem]);
}
