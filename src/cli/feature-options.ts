import { type Command, Option } from "commander";
import { responseFamilies } from "../families/families.ts";
import { wordsOf } from "../families/feature-choice.ts";
import type { SettingsInput } from "../settings/settings.ts";

/** What is measured, as the command line names it. */
export interface FeatureFlags {
  readonly families?: readonly string[];
  readonly features?: readonly string[];
}

/** Adds `--families` and `--features`. */
export function addFeatureOptions(command: Command): Command {
  const words = (text: string) => text.split(",").map((word) => word.trim());
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
 * Settings with what the command line asks for instead of their own families and features: of the image,
 * and of response maps as far as families have a meaning there. Filters are left out where none has.
 */
export function withFeatures(
  settings: SettingsInput,
  { families, features }: FeatureFlags,
): SettingsInput {
  const words = features ?? families;
  if (words === undefined) return settings;
  const meaningful = wordsOf(responseFamilies);
  const onResponses = words.filter((word) => meaningful.includes(word));
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
