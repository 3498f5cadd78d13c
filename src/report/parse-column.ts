import { type CatalogueFamily, catalogue } from "../families/catalogue.ts";
import { directional, directionless } from "../features/aggregation.ts";
import { isNameAt } from "../features/at.ts";
import { distanceIn, withoutDistance } from "../features/at-distance.ts";
import type { ColumnKey } from "./csv.ts";

const aggregations = { directional, directionless } as const;

/** The parts of a column name that `columnOf` made; null if it is not the name of a feature's column. */
export function parseColumn(column: string): ColumnKey | null {
  const slash = column.lastIndexOf("/");
  const image = slash < 0 ? "original" : column.slice(0, slash);
  // an aggregation may have a dot itself: 2.5D
  const [id, name, ...rest] = column.slice(slash + 1).split(".");
  const aggregation = rest.length === 0 ? null : rest.join(".");
  const family = catalogue.find((one) => one.id === id);
  if (family === undefined || !Object.hasOwn(family.features, name ?? "")) return null;
  const { at } = family.features[name];
  const known =
    at !== undefined
      ? aggregation !== null && isNameAt(at, aggregation)
      : family.aggregation === null
        ? aggregation === null
        : aggregation !== null && isAggregation(family, aggregation);
  return known && image !== "" ? { image, family: family.id, name, aggregation } : null;
}

/** Whether a text names an aggregation of a family with matrices, at a distance or without one. */
function isAggregation({ aggregation, usesDistance }: CatalogueFamily, text: string): boolean {
  const plain = withoutDistance(text);
  const isAsWritten = text === plain || (usesDistance && text === `${plain}:d${distanceIn(text)}`);
  return isAsWritten && aggregation !== null && Object.hasOwn(aggregations[aggregation], plain);
}
