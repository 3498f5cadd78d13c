import { families } from "../../families/families.ts";
import type { CatalogueFeature } from "../../families/family.ts";
import type { FeatureValue } from "../../families/feature-value.ts";
import { distanceIn, withoutDistance } from "../../features/at-distance.ts";
import type { Reason } from "../../features/feature.ts";
import type { Code } from "../../io/dicom/source-study.ts";
import { counted } from "../../messages/phrases.ts";
import { reasonText } from "../reason-text.ts";
import { ibsi, names, own, qualifiers } from "./codes.ts";
import { type Attributes, code, number, text } from "./content-items.ts";
import { type IntensityUnit, unitOf } from "./units.ts";

/**
 * A feature value as a measurement (TID 1419).
 *
 * The name is IBSI's code. Where IBSI has none it is a code of `99VOXOMICS`, `family.feature`, followed by what the
 * feature is at (`20Gy`). The method is IBSI's code of the aggregation. The name has modifiers: the filter, if its
 * response map was measured, and the distance, if settings list several.
 */
export function measurementOf(feature: FeatureValue, intensity: IntensityUnit): Attributes {
  const { image, aggregation, aggregationCode, value, unit, reason } = feature;
  const isOriginal = image === "original";
  const distance = aggregationCode === null ? null : distanceIn(aggregation ?? "");
  const children = [
    ...(isOriginal ? [] : [text("HAS CONCEPT MOD", names.transformation, image)]),
    ...(aggregationCode === null
      ? []
      : [code("HAS CONCEPT MOD", names.method, ibsi(aggregationCode, methodText(aggregation)))]),
    ...(distance === null
      ? []
      : [text("HAS CONCEPT MOD", names.distance, counted(distance, "voxel"))]),
    ...(reason === null ? [] : [text("HAS PROPERTIES", names.comment, reasonText(reason))]),
  ];
  const measured =
    value === null
      ? { missing: qualifierOf(reason) }
      : { number: value, unit: unitOf(unit, isOriginal ? intensity : null) };
  return number(conceptOf(feature), measured, children);
}

const familyOf = new Map(families.map((family) => [family.id, family]));

/** What was measured. */
function conceptOf({ family, name, aggregation, code: permanent }: FeatureValue): Code {
  const features: Readonly<Record<string, CatalogueFeature>> = familyOf.get(family)?.features ?? {};
  const meaning = features[name]?.name ?? name;
  if (features[name]?.at !== undefined)
    return own(`${family}.${name}.${aggregation}`, `${meaning}, ${aggregation}`);
  return permanent === null ? own(`${family}.${name}`, meaning) : ibsi(permanent, meaning);
}

/** How an aggregation is put in words: `3D:mrg` is "3D, merged". */
function methodText(aggregation: string | null): string {
  if (aggregation === null) return "3D";
  return withoutDistance(aggregation).replace(":avg", ", averaged").replace(":mrg", ", merged");
}

/** What DICOM calls a reason: those that are not listed leave the value indeterminate. */
const missing: Readonly<Partial<Record<Reason, Code>>> = {
  "thickness-assumed": qualifiers.unknown,
  "zero-mean": qualifiers.divideByZero,
  "zero-quartiles": qualifiers.divideByZero,
  "zero-denominator": qualifiers.divideByZero,
  "power-underflow": qualifiers.underflow,
  "too-large": qualifiers.notAttempted,
  "not-finite": qualifiers.notANumber,
};

function qualifierOf(reason: FeatureValue["reason"]): Code {
  const word = (reason ?? "").replace(/^partly:/, "") as Reason;
  return missing[word] ?? qualifiers.indeterminate;
}
