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

/**
 * Looks up each feature by its column name. Columns of other programs are grouped by the beginning of their names;
 * those without one form the family "Other columns".
 */
export function nameFeatures(features: readonly FeatureAgreement[]): NamedAgreement[] {
  return features.map((one) => {
    const key = parseColumn(one.feature);
    if (key === null) return { ...one, ...foreignKey(one.feature), aggregation: null, code: null };
    const family = catalogue.find(({ id }) => id === key.family) as CatalogueFamily;
    const { name, code } = family.features[key.name];
    return { ...one, ...key, family: family.name, name, code };
  });
}

/** PyRadiomics names columns image_class_Feature; these are its classes. */
const pyradiomics = /^(.+?)_(shape2D|shape|firstorder|glcm|glrlm|glszm|gldm|ngtdm)_(.+)$/;

/** `GLCM_Contrast`, `cm.contrast`, `Shape: volume`: a family, and a name in it. */
const prefixed = /^([^_.:/]+)[_.:/]\s*(.+)$/;

/** Image, family and name in the column name of another program. */
function foreignKey(column: string): Pick<NamedAgreement, "image" | "family" | "name"> {
  const [, image, group, feature] = pyradiomics.exec(column) ?? [];
  if (feature !== undefined) return { image, family: group, name: feature };
  const [, family = "Other columns", name = column] = prefixed.exec(column) ?? [];
  return { image: "original", family, name };
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
