import { groupBy } from "../base/group-by.ts";
import { type CatalogueFamily, catalogue } from "../families/catalogue.ts";
import { parseColumn } from "../report/parse-column.ts";
import type { FeatureAgreement } from "../reproducibility/agreement-table.ts";

/** A feature's agreement, with the feature's name and code in the standard. */
export interface NamedAgreement extends FeatureAgreement {
  /** `original`, or the name of the response map. */
  readonly image: string;
  /** Name of the family. */
  readonly family: string;
  /** Name of the feature as the IBSI spells it. */
  readonly name: string;
  /** The IBSI's permanent code; null if it has none for the feature. */
  readonly code: string | null;
  readonly aggregation: string | null;
}

/** Looks up each feature by its column name. Columns of no known feature form the family "Other columns". */
export function nameFeatures(features: readonly FeatureAgreement[]): NamedAgreement[] {
  return features.map((one) => {
    const key = parseColumn(one.feature);
    const unknown = { image: "original", family: "Other columns", aggregation: null, code: null };
    if (key === null) return { ...one, ...unknown, name: one.feature };
    const family = catalogue.find(({ id }) => id === key.family) as CatalogueFamily;
    const { name, code } = family.features[key.name];
    return { ...one, ...key, family: family.name, name, code };
  });
}

/** The features of one family of one image. */
export interface FamilyGroup {
  readonly family: string;
  readonly members: readonly NamedAgreement[];
}

export interface ImageGroup {
  readonly image: string;
  readonly families: readonly FamilyGroup[];
}

/** Groups features by image and family, in the order of their first features. */
export function groupFeatures(features: readonly NamedAgreement[]): ImageGroup[] {
  return [...groupBy(features, ({ image }) => image)].map(([image, its]) => ({
    image,
    families: [...groupBy(its, ({ family }) => family)].map(([family, members]) => ({
      family,
      members,
    })),
  }));
}

/** The heading of an image. */
export function imageTitle(image: string): string {
  return image === "original" ? "Unfiltered image" : `Response map: ${image}`;
}
