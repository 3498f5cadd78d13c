import type { Evaluated, Feature, FeatureTable } from "../../features/feature.ts";
import type { ObjectSchema, Properties } from "../../schema/object.ts";
import type { Resolved } from "../../schema/schema.ts";
import type { ClassRegion } from "./class-region.ts";

/** The feature of the core that a feature of PyRadiomics is, or is close to. */
export type Counterpart = Pick<Feature<never>, "name" | "code" | "tag">;

/** A feature of PyRadiomics, without its formula. */
export interface FeatureFacts {
  /** The core's feature: the IBSI's, or of a shape in a plane one that the IBSI has not; null where there is none. */
  readonly ibsi: Counterpart | null;
  /** What the value differs in from the IBSI's, in a phrase; null for the same definition. */
  readonly differs: string | null;
  /** Whether it is measured only where it is named. */
  readonly deprecated: boolean;
  /** The feature that it equals and that is measured in its place: it has no value. Absent for others. */
  readonly replacedBy?: string;
}

/** A row of a feature class. `S` is what its features are computed from. */
export interface FeatureRow<S> extends FeatureFacts, Pick<Feature<S>, "undefinedWhen" | "value"> {}

/** The features of a class, by PyRadiomics' names. */
export type FeatureRows<S> = Readonly<Record<string, FeatureRow<S>>>;

/** The settings of a class as `measure` takes them. */
export type SettingsOfClass<P extends Properties> = Resolved<ObjectSchema<P>>;

/** A feature class of PyRadiomics: a row of `featureClasses`. */
export interface FeatureClass<N extends string = string, P extends Properties = Properties> {
  /** Its name in parameter files and in names of features: `glcm`. */
  readonly name: N;
  /** The settings that it reads, each with PyRadiomics' default. */
  readonly settings: P;
  readonly features: Readonly<Record<string, FeatureFacts>>;
  /** Ending of the tags of IBSI features that the core aggregates: `_3D_avg`; "" for others. */
  readonly tagEnding: string;
  /** Which voxels it compares: those at the `distances`, or those that touch; null if it compares none. */
  readonly compares: "distances" | "touching" | null;
  /** The value of each feature of a region, by its name; computed when it is asked for. */
  readonly measure: (
    region: ClassRegion,
    settings: SettingsOfClass<P>,
  ) => (feature: string) => Evaluated;
}

/** A feature class, its types inferred. */
export function featureClass<const N extends string, P extends Properties>(
  row: FeatureClass<N, P>,
): FeatureClass<N, P> {
  return row;
}

/** A feature that is computed by the core's formula of the same meaning. */
export function same<S>(feature: Feature<S>): FeatureRow<S> {
  return { ...formulaOf(feature), ibsi: feature, differs: null, deprecated: false };
}

/** A feature that is computed by the core's formula, from something that differs. */
export function from<S>(feature: Feature<S>, differs: string): FeatureRow<S> {
  return { ...same(feature), differs };
}

/** A feature with a formula of its own. */
export function own<S>(
  ibsi: Counterpart | null,
  differs: string | null,
  value: (summary: S) => number,
  undefinedWhen: Feature<S>["undefinedWhen"] = [],
): FeatureRow<S> {
  return { ibsi, differs, deprecated: false, undefinedWhen, value };
}

/** A feature that is measured only where it is named. */
export function deprecated<S>(row: FeatureRow<S>): FeatureRow<S> {
  return { ...row, deprecated: true };
}

/** A feature that has no value any more, as another one is equal to it. */
export function replaced<S>(replacedBy: string, ibsi: Counterpart | null): FeatureRow<S> {
  const differs = `no value: equal to ${replacedBy}`;
  return { ibsi, differs, deprecated: true, replacedBy, value: () => Number.NaN };
}

function formulaOf<S>({
  undefinedWhen,
  value,
}: Feature<S>): Pick<Feature<S>, "undefinedWhen" | "value"> {
  return { value, ...(undefinedWhen && { undefinedWhen }) };
}

/** Rows as the core's aggregation takes them: it reads formulas only. */
export function formulasOf<S>(rows: FeatureRows<S>): FeatureTable<S> {
  return rows as unknown as FeatureTable<S>;
}
