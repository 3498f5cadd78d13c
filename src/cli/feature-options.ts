import { type Command, InvalidArgumentError, Option } from "commander";
import { familyIds, responseFamilies } from "../families/families.ts";
import { wordsOf } from "../families/feature-choice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { listed, quoted } from "../messages/phrases.ts";
import type { SettingsInput } from "../settings/settings.ts";

/** What is measured, as the command line names it. */
export interface FeatureFlags {
  readonly families?: readonly string[];
  readonly features?: readonly string[];
}

/** The words of a list with commas between. */
export function wordsIn(text: string): string[] {
  const words = text.split(",").map((word) => word.trim());
  if (!words.includes("")) return words;
  throw new InvalidArgumentError(
    "Expected a word before and after each comma: write the list without blanks, or in quotes.",
  );
}

/** Adds `--families` and `--features`. */
export function addFeatureOptions(command: Command): Command {
  const words = wordsIn;
  return command
    .addOption(
      new Option(
        "--families <list>",
        "feature families to measure, with commas between, instead of those of the settings",
      ).argParser(words),
    )
    .addOption(
      new Option(
        "--features <list>",
        "family.name, tags or families to measure, with commas between, and nothing else",
      )
        .argParser(words)
        .conflicts("families"),
    );
}

/**
 * Settings with the families or features of the command line in place of their own. On response maps only those are
 * measured that have a meaning there; if none has, the filters are left out.
 *
 * @throws VoxomicsError `invalid-settings` if none has a meaning on response maps, and the settings do not measure the
 *   unfiltered image
 */
export function withFeatures(
  settings: SettingsInput,
  { families, features }: FeatureFlags,
): SettingsInput {
  const words = features ?? families;
  if (words === undefined) return settings;
  const meaningful = wordsOf(responseFamilies);
  const onResponses = words.filter((word) => meaningful.includes(word));
  if (onResponses.length === 0 && settings.original === false) refuseOnResponses(words, features);
  const asked = (some: readonly string[]) =>
    (features === undefined
      ? { families: some, features: null }
      : { families: null, features: some }) as Pick<SettingsInput, "families" | "features">;
  const { filterFeatures, ...others } = settings;
  return onResponses.length === 0
    ? { ...others, ...asked(words), filters: [] }
    : {
        ...others,
        ...asked(words),
        filterFeatures: {
          ...filterFeatures,
          ...(asked(onResponses) as SettingsInput["filterFeatures"]),
        },
      };
}

/**
 * Refuses known words that have no meaning on response maps. Misspelt words pass: they are refused when the settings
 * are resolved.
 */
function refuseOnResponses(words: readonly string[], features: FeatureFlags["features"]): void {
  const known = wordsOf(familyIds);
  if (!words.every((word) => known.includes(word))) return;
  const flag = features === undefined ? "--families" : "--features";
  throw new VoxomicsError(
    "invalid-settings",
    `${flag}: found ${words.map(quoted).join(", ")}, expected some of ${listed(responseFamilies)}, as the settings measure response maps only (original: false)`,
    { found: words, known: responseFamilies },
  );
}
