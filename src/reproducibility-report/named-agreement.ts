import { groupBy } from "../base/group-by.ts";
import { type CatalogueFamily, catalogue } from "../families/catalogue.ts";
import { parseColumn } from "../report/parse-column.ts";
import type { FeatureAgreement } from "../reproducibility/agreement-table.ts";

/** A feature's agreement, with what the standard calls the feature. */
export interface NamedAgreement extends FeatureAgreement {
  readonly image: string;
  readonly family: string;
  readonly name: string;
  /** IBSI's permanent code; null for what it has none for. */
  readonly code: string | null;
  readonly aggregation: string | null;
}

/** Features as their columns name them; what is no feature's column is in a family of its own. */
export function named(features: readonly FeatureAgreement[]): NamedAgreement[] {
  return features.map((one) => {
    const key = parseColumn(one.feature);
    const unknown = { image: "original", family: "Other columns", aggregation: null, code: null };
    if (key === null) return { ...one, ...unknown, name: one.feature };
    const family = catalogue.find(({ id }) => id === key.family) as CatalogueFamily;
    const { name, code } = family.features[key.name];
    return { ...one, ...key, family: family.name, name, code };
  });
}

/** Features of one family of one image. */
export interface FamilyGroup {
  readonly family: string;
  readonly members: readonly NamedAgreement[];
}

export interface ImageGroup {
  readonly image: string;
  readonly families: readonly FamilyGroup[];
}

/** Features by image and family, in the order in which they are met. */
export function groupFeatures(features: readonly NamedAgreement[]): ImageGroup[] {
  return [...groupBy(features, ({ image }) => image)].map(([image, its]) => ({
    image,
    families: [...groupBy(its, ({ family }) => family)].map(([family, members]) => ({
      family,
      members,
    })),
  }));
}

/** An image as a heading has it. */
export function imageTitle(image: string): string {
  return image === "original" ? "Unfiltered image" : `Response map: ${image}`;
}
