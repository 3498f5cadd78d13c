import type { FamilyId, ResponseFamilyId } from "../families/families.ts";
import { chooseFeatures, type FeatureChoices } from "../families/feature-choice.ts";
import { type FilterSettings, filterIdentity } from "../filters/filters.ts";
import type { Settings } from "../settings/settings.ts";
import { responseSettings } from "./response-region.ts";

/** What is done in an extraction: every region is measured in every image. Plain data. */
export interface Plan {
  readonly settings: Settings;
  /** Number of regions. */
  readonly regions: number;
  /** In the order of the rows: the unfiltered image, then the response map of each filter. */
  readonly images: readonly PlannedImage[];
}

/** An image that regions are measured in. */
export type PlannedImage = UnfilteredImage | ResponseImage;

export interface UnfilteredImage {
  /** Its name in the rows. */
  readonly identity: "original";
  readonly filter: null;
  readonly families: readonly FamilyId[];
  /** The features that are measured; null for all of the families. */
  readonly choices: FeatureChoices | null;
}

export interface ResponseImage {
  /** Its name in the rows: the identity of the filter. */
  readonly identity: string;
  readonly filter: FilterSettings;
  readonly families: readonly ResponseFamilyId[];
  readonly choices: FeatureChoices | null;
  /** What its families are measured with. */
  readonly settings: Settings;
}

/** A part of a plan: some of its regions in some of its images, both by number from 0, ascending. */
export interface Part {
  readonly regions: readonly number[];
  readonly images: readonly number[];
}

/** The plan of what the settings ask for, of so many regions. */
export function planOf(settings: Settings, regions = 1): Plan {
  const { original, families, features, filters, filterFeatures } = settings;
  const choicesOf = (words: readonly string[] | null) =>
    words === null ? null : chooseFeatures(words);
  const forMaps = responseSettings(settings);
  const responses = filters.map((filter) => ({
    identity: filterIdentity(filter),
    filter,
    families: filterFeatures.families,
    choices: choicesOf(filterFeatures.features),
    settings: forMaps,
  }));
  const choices = choicesOf(features);
  const unfiltered = { identity: "original", filter: null, families, choices } as const;
  return { settings, regions, images: original ? [unfiltered, ...responses] : responses };
}

/** The plan as one part. */
export function wholePart({ regions, images }: Plan): Part {
  return { regions: numbersTo(regions), images: numbersTo(images.length) };
}

/**
 * The parts of a plan that workers do side by side: each region in the unfiltered image, and each
 * response map, which is made once, with all regions.
 *
 * The families of an image stay together. Four fifths of their time are the morphology's, so little
 * would be gained.
 */
export function partsOf({ regions, images }: Plan): Part[] {
  const all = numbersTo(regions);
  return images.flatMap(({ filter }, image) =>
    filter === null
      ? all.map((region) => ({ regions: [region], images: [image] }))
      : [{ regions: all, images: [image] }],
  );
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}
