import { familyIds, familyOf, type MapFamilyId, mapFamilies } from "../families/families.ts";
import { chooseFeatures as choicesOf, wordsOf } from "../families/feature-choice.ts";
import { featureHint } from "../families/feature-hint.ts";
import {
  aggregationsAt,
  type DistancedAggregation,
  withoutDistance,
} from "../features/at-distance.ts";
import type { FeatureUnit } from "../features/feature.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found, listed, suggestion } from "../messages/phrases.ts";
import type { Settings } from "../settings/settings.ts";

/** What a map shows: the fields of a feature value that say which feature it is. */
export interface MapFeature {
  readonly family: MapFamilyId;
  /** The feature's IBSI name in camelCase, as in the catalogue. */
  readonly name: string;
  /** IBSI's permanent code. */
  readonly code: string | null;
  /** Name in the IBSI compliance table, unique. */
  readonly tag: string;
  /** Texture aggregation; null for statistics and histogram. */
  readonly aggregation: string | null;
  /** IBSI's code of the aggregation. */
  readonly aggregationCode: string | null;
  /** null if dimensionless. */
  readonly unit: FeatureUnit | null;
}

/**
 * The features that are mapped, under the settings' aggregations.
 *
 * @param words tags, families with names, or families, as in `FeatureMapOptions`; the features are in
 *   their order. null: those of the settings' features, or else families, that have maps.
 * @throws VoxomicsError `invalid-settings` for a word that is none of these; the message names the
 *   nearest word that is.
 */
export function chooseFeatures(
  words: readonly string[] | null,
  settings: Pick<Settings, "aggregations" | "distance" | "families" | "features">,
): MapFeature[] {
  const { families, features } = settings;
  const all = mapFamilies.flatMap((family) => featuresOf(family, settings));
  if (words === null) {
    const chosen = all.filter((feature) =>
      features === null
        ? families.includes(feature.family)
        : wordsFor(feature).some((word) => features.includes(word)),
    );
    if (chosen.length > 0) return chosen;
    if (features !== null) {
      const problem = `features: found ${listed(features)}, which have no feature maps, expected some of ${listed(mapFamilies)}`;
      throw new VoxomicsError("invalid-settings", problem, { problems: [problem] });
    }
    const problem = `families: found ${listed(families)}, which have no feature maps, expected one of ${listed(mapFamilies)}`;
    throw new VoxomicsError("invalid-settings", problem, { problems: [problem] });
  }
  return [...new Set(words.flatMap((word, n) => chosenBy(word, n, all)))];
}

function chosenBy(word: string, n: number, all: readonly MapFeature[]): MapFeature[] {
  const chosen = all.filter((feature) => wordsFor(feature).includes(word));
  if (chosen.length > 0) return chosen;
  if (wordsOf(mapFamilies).includes(word)) throw underOthers(word, n, all);
  if (wordsOf(familyIds).includes(word)) throw ofOthers(word, n);
  const hint = featureHint(word) || suggestion(word, new Set(all.flatMap(wordsFor)));
  const problem = `features[${n}]: found ${found(word)}, expected a tag such as "${all[0].tag}", a family and name such as "${all[0].family}.${all[0].name}", or a family (${listed(mapFamilies)})${hint}`;
  throw new VoxomicsError("invalid-settings", problem, { problems: [problem] });
}

/** The refusal of a family without maps, or of a feature of one. */
function ofOthers(word: string, n: number): VoxomicsError {
  const [family] = Object.keys(choicesOf([word]));
  const problem = `features[${n}]: found ${found(word)}${word === family ? "" : `, of ${family}`}, which has no feature maps, expected one of ${listed(mapFamilies)}`;
  return new VoxomicsError("invalid-settings", problem, { problems: [problem] });
}

/** The refusal of a feature under an aggregation that maps are not made of. */
function underOthers(word: string, n: number, all: readonly MapFeature[]): VoxomicsError {
  const aggregation = Object.values(choicesOf([word]))[0].under[0].aggregation;
  const made = [...new Set(all.flatMap((feature) => feature.aggregation ?? []))];
  // families without directions follow the dimension alone
  const setting = aggregation.includes(":") ? aggregation : `${aggregation}:avg`;
  const problem = `features[${n}]: found ${found(word)}, expected a feature under ${listed(made)}: it takes aggregations: ["${setting}"] in the settings`;
  const isFlat = aggregation === "2D" || aggregation.startsWith("2D:");
  const advice = isFlat
    ? [{ option: "dimensions", value: "2", does: "has 2D aggregations by default" }]
    : [];
  return new VoxomicsError("invalid-settings", problem, { problems: [problem], advice });
}

/**
 * The words that name a feature, as `chooseFeatures` of families/feature-choice.ts takes them; and where settings list
 * several distances, those that name it at one of them.
 */
function wordsFor({ family, name, tag, aggregation }: MapFeature): string[] {
  const plain = [`${family}.${name}`, familyOf(family).features[name].tag];
  const names = aggregation === null ? [] : [aggregation, withoutDistance(aggregation)];
  const under = names.map((one) => `${family}.${name}.${one}`);
  return [tag, withoutDistance(tag), ...plain, ...under, family];
}

function featuresOf(
  family: MapFamilyId,
  settings: Pick<Settings, "aggregations" | "distance">,
): MapFeature[] {
  const { features, aggregationCode } = familyOf(family);
  return mapAggregations(family, settings).flatMap((aggregation) =>
    Object.entries(features).map(([name, { code, tag, unit = null }]) => ({
      family,
      name,
      code,
      tag: aggregation === null ? tag : `${tag}_${aggregation.tag}`,
      aggregation: aggregation?.name ?? null,
      aggregationCode: aggregation?.code ?? aggregationCode,
      unit,
    })),
  );
}

/** The aggregations of a family under the settings; [null] for a family without aggregations. */
export function mapAggregations(
  family: MapFamilyId,
  { aggregations, distance }: Pick<Settings, "aggregations" | "distance">,
): (DistancedAggregation | null)[] {
  const { aggregation, usesDistance = false } = familyOf(family);
  if (aggregation === null) return [null];
  return aggregationsAt(aggregation, aggregations, usesDistance ? distance : 1);
}
