import { once } from "../base/once.ts";
import {
  aggregationsOf,
  type TextureAggregation,
  textureAggregations,
} from "../features/aggregation.ts";
import { withoutDistance } from "../features/at-distance.ts";
import { type FamilyId, families, familyOf } from "./families.ts";

/** The features of one family that are asked for. */
export interface FeatureChoice {
  /** Those that are measured under every aggregation of the settings. */
  readonly names: readonly string[];
  /** Those that are measured under one aggregation, which need not be among those of the settings. */
  readonly under: readonly { readonly name: string; readonly aggregation: string }[];
}

/** The features that are asked for, by family; plain data. A family that is not there has none. */
export type FeatureChoices = Readonly<Partial<Record<FamilyId, FeatureChoice>>>;

/** What a word stands for: a family, one of its features, or a feature under an aggregation. */
interface Meaning {
  readonly family: FamilyId;
  /** null for all of the family. */
  readonly name: string | null;
  /** null for those of the settings. */
  readonly aggregation: string | null;
}

/** Every word that names features. No word has two meanings; words that mean the same share it. */
const meanings = once((): ReadonlyMap<string, Meaning> => {
  const all: [string, Meaning][] = families.flatMap(
    ({ id: family, features, aggregation: kind }) => [
      [family, { family, name: null, aggregation: null }],
      ...Object.entries(features).flatMap(([name, { tag }]): [string, Meaning][] => [
        [`${family}.${name}`, { family, name, aggregation: null }],
        [tag, { family, name, aggregation: null }],
        ...(kind === null ? [] : aggregationsOf(kind, textureAggregations)).flatMap(
          (aggregation): [string, Meaning][] => {
            const meaning = { family, name, aggregation: aggregation.name };
            return [
              [`${family}.${name}.${aggregation.name}`, meaning],
              [`${tag}_${aggregation.tag}`, meaning],
            ];
          },
        ),
      ]),
    ],
  );
  return new Map(all);
});

/**
 * The features that words name. A word is
 *
 * - a family and the name of a feature (`glcm.contrast`), or its tag (`cm_contrast`, `morph_volume`): the feature
 *   under every aggregation of the settings;
 * - the same with an aggregation (`glcm.contrast.3D:avg`, `cm_contrast_3D_avg`): the feature under that
 *   aggregation alone, whatever those of the settings are;
 * - a family (`glcm`): all its features.
 *
 * @param words of `wordsOf` families
 * @returns families in the order in which they are first named
 */
export function chooseFeatures(words: readonly string[]): FeatureChoices {
  const known = meanings();
  const chosen = new Map<FamilyId, { names: Set<string>; under: Set<Meaning> }>();
  for (const word of words) {
    const meaning = known.get(word) as Meaning;
    const { family, name, aggregation } = meaning;
    let choice = chosen.get(family);
    if (choice === undefined) {
      choice = { names: new Set(), under: new Set() };
      chosen.set(family, choice);
    }
    if (name === null)
      for (const each of Object.keys(familyOf(family).features)) choice.names.add(each);
    else if (aggregation === null) choice.names.add(name);
    else choice.under.add(meaning);
  }
  const choices = [...chosen].map(([family, { names, under }]): [FamilyId, FeatureChoice] => [
    family,
    {
      names: [...names],
      under: [...under].map(({ name, aggregation }) => ({
        name: name as string,
        aggregation: aggregation as string,
      })),
    },
  ]);
  return Object.fromEntries(choices);
}

/** The families of the features that words name, in the order in which they are first named. */
export function familiesNamed(words: readonly string[]): readonly FamilyId[] {
  return Object.keys(chooseFeatures(words)) as FamilyId[];
}

/** Every word that names features of some families, as `chooseFeatures` takes them. */
export function wordsOf(ids: readonly FamilyId[]): readonly string[] {
  return [...meanings()].filter(([, { family }]) => ids.includes(family)).map(([word]) => word);
}

/** The aggregations under which the features of a family are measured. */
export function aggregationsFor(
  family: FamilyId,
  choice: FeatureChoice | null,
  names: readonly TextureAggregation[],
): readonly TextureAggregation[] {
  const { aggregation: kind } = familyOf(family);
  if (choice === null || kind === null) return names;
  const asked = choice.names.length > 0 ? names : [];
  const covered = new Set(aggregationsOf(kind, asked).map(({ name }) => name));
  const others = textureAggregations.filter((name) => {
    const [{ name: own }] = aggregationsOf(kind, [name]);
    if (covered.has(own) || !choice.under.some(({ aggregation }) => aggregation === own))
      return false;
    covered.add(own);
    return true;
  });
  return [...asked, ...others];
}

/** Gives the names of the features that are asked for under an aggregation; null is that of a family without. */
export type ChosenNames = (aggregation: { readonly name: string } | null) => ReadonlySet<string>;

/** The features of a family that are asked for, by aggregation. */
export function chosenNames(
  family: FamilyId,
  choice: FeatureChoice,
  names: readonly TextureAggregation[],
): ChosenNames {
  const { aggregation: kind } = familyOf(family);
  const everywhere = new Set(choice.names);
  if (kind === null) return () => everywhere;
  const general = aggregationsOf(kind, names).map(({ name }) => name as string);
  const sets = new Map(general.map((name) => [name, new Set(choice.names)]));
  for (const { name, aggregation } of choice.under) {
    const set = sets.get(aggregation);
    if (set === undefined) sets.set(aggregation, new Set([name]));
    else set.add(name);
  }
  return (aggregation) => {
    if (aggregation === null) return everywhere;
    // a word means the feature at every distance of the settings
    return sets.get(withoutDistance(aggregation.name)) ?? none;
  };
}

const none: ReadonlySet<string> = new Set();
