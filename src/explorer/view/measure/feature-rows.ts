import { catalogue } from "../../../families/catalogue.ts";
import type { FamilyId } from "../../../families/families.ts";
import type { FeatureValue } from "../../../families/feature-value.ts";
import { columnOf } from "../../../report/csv.ts";

/** The values of one region under some settings: a column of the table. */
export interface ValueColumn {
  readonly id: string;
  readonly title: string;
  /** The index of the region's colour; null for none. */
  readonly colour: number | null;
  /** Whether it is of the outcome that is kept to compare with. */
  readonly isKept: boolean;
  readonly features: readonly FeatureValue[];
  /** The index of the column that its values are compared with; null for none. */
  readonly against: number | null;
}

/** A feature, with its value in each column. */
export interface FeatureRow {
  readonly key: string;
  readonly image: string;
  readonly family: FamilyId;
  readonly title: string;
  readonly code: string | null;
  readonly tag: string;
  readonly definition: string;
  readonly aggregation: string | null;
  readonly aggregationCode: string | null;
  readonly unit: string | null;
  /** null where a column lacks the feature. */
  readonly cells: readonly (FeatureValue | null)[];
  /** Whether a value is another than the one that it is compared with. */
  readonly differs: boolean;
}

const definitions = new Map(catalogue.map(({ id, features }) => [id, features] as const));

/** A row for each feature of any column, in the order of the first that has it. */
export function featureRows(columns: readonly ValueColumn[]): readonly FeatureRow[] {
  const byColumn = columns.map(
    ({ features }) => new Map(features.map((feature) => [columnOf(feature), feature])),
  );
  const first = new Map<string, FeatureValue>();
  for (const values of byColumn) {
    for (const [key, feature] of values) if (!first.has(key)) first.set(key, feature);
  }
  return [...first].map(([key, feature]) => {
    const { image, family, name, code, tag, aggregation, aggregationCode, unit } = feature;
    const known = definitions.get(family)?.[name];
    const cells = byColumn.map((values) => values.get(key) ?? null);
    return {
      ...{ key, image, family, code, tag, aggregation, aggregationCode, unit, cells },
      title: known?.name ?? name,
      definition: known?.definition ?? "",
      differs: columns.some(
        ({ against }, n) => against !== null && !sameValue(cells[n], cells[against]),
      ),
    };
  });
}

/** Whether two cells hold the same value, to the last bit; two without a value do. */
export function sameValue(a: FeatureValue | null, b: FeatureValue | null): boolean {
  return Object.is(a?.value ?? null, b?.value ?? null);
}

/** How much larger a value is than another, as a fraction of that; null where that cannot be said. */
export function relativeDifference(a: FeatureValue | null, b: FeatureValue | null): number | null {
  const [value, reference] = [a?.value ?? null, b?.value ?? null];
  if (value === null || reference === null || reference === 0) return null;
  return (value - reference) / Math.abs(reference);
}
