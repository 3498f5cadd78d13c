import { groupBy } from "../base/group-by.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { alignColumns, type Column, withHeading } from "./columns.ts";
import { familyHeading, featureTitle, isAt } from "./family-heading.ts";
import { formatNumber } from "./format-number.ts";
import { reasonText } from "./reason-text.ts";

/**
 * Feature values as a table for a terminal: a section for each family, texture aggregations side
 * by side, what a feature is at (`98%`) behind its name, reasons as footnotes. Numbers are rounded to about six digits.
 *
 * @param width number of characters a line may have
 *
 * @example
 * ```ts
 * import { extract, toTable } from "voxomics";
 *
 * const { features } = extract(image, mask, { families: ["morphology", "glcm"] });
 * console.log(toTable(features, 120)); // lines of at most 120 characters where they can be
 * ```
 */
export function toTable(features: readonly FeatureValue[], width = 100): string {
  checkArgument(features, "features", "array");
  checkArgument(width, "width", "number");
  const reasons = [...new Set(features.flatMap(({ reason }) => reason ?? []))];
  const sections = groupBy(features, ({ image, family }) => `${image}\n${family}`).values();
  const notes = reasons.map((reason, n) => `[${n + 1}] ${reasonText(reason)}`);
  return [...[...sections].flatMap((rows) => [...sectionLines(rows, reasons, width), ""]), ...notes]
    .join("\n")
    .replace(/\n*$/, "\n");
}

/** The rows of one family; aggregations that do not fit beside the others go below them. */
function sectionLines(
  rows: readonly FeatureValue[],
  reasons: readonly string[],
  width: number,
): string[] {
  const [{ image, family }] = rows;
  const cells = cellsOf(rows, reasons);
  const aggregations = [...new Set(rows.map(besideOthers))];
  const features = [...groupBy(rows, lineOf).values()].map((values) => ({
    title: `  ${titleOf(values[0])}`,
    code: values[0].code ?? "",
    unit: values[0].unit ?? "",
    cells: aggregations.map((name) => {
      const value = values.find((one) => besideOthers(one) === name);
      return (value && cells.get(value)) ?? "";
    }),
  }));

  const value: Column = { align: "right", width: longest([...cells.values()], 9) };
  const title: Column = { align: "left", width: longest(features.map((feature) => feature.title)) };
  const code: Column = { align: "left", width: longest(features.map((feature) => feature.code)) };
  const unit: Column = { align: "left", width: longest(features.map((feature) => feature.unit)) };
  const others = [title, code, unit].filter((column) => column.width > 0);
  const fixed = others.reduce((sum, column) => sum + column.width + 2, -2);
  const lines = evenSlices(aggregations.length, Math.floor((width - fixed) / (value.width + 2)));

  return lines.flatMap(([start, end], n) => {
    const shown = aggregations.slice(start, end);
    const columns = [title, code, ...shown.map(() => value), unit];
    const header = ["", "", ...shown.map((name) => name ?? ""), ""];
    const body = features.map((f) => [f.title, f.code, ...f.cells.slice(start, end), f.unit]);
    const heading = `${image === "original" ? "" : `${image}: `}${familyHeading(family)}`;
    const [first, ...rest] = alignColumns(columns, [header, ...body]);
    return n === 0 ? [...withHeading(heading, first), ...rest] : ["", first, ...rest];
  });
}

/** The aggregation whose column a value stands in; null for a value that is at something, such as a dose. */
function besideOthers({ family, name, aggregation }: FeatureValue): string | null {
  return isAt(family, name) ? null : aggregation;
}

/** A text that is the same for all values that stand on one line. */
function lineOf({ family, name, aggregation }: FeatureValue): string {
  return isAt(family, name) ? `${name}\n${aggregation}` : name;
}

function titleOf({ family, name, aggregation }: FeatureValue): string {
  const title = featureTitle(family, name);
  return isAt(family, name) ? `${title}, ${aggregation}` : title;
}

/** The rows' values as text with a reference to their reason; padded so that digits align. */
function cellsOf(rows: readonly FeatureValue[], reasons: readonly string[]) {
  const marks = rows.map(({ reason }) =>
    reason === null ? "" : ` [${reasons.indexOf(reason) + 1}]`,
  );
  const markWidth = longest(marks);
  return new Map(
    rows.map((row, n) => {
      const value = row.value === null ? "–" : formatNumber(row.value);
      return [row, value + marks[n].padEnd(markWidth)];
    }),
  );
}

function longest(texts: readonly string[], least = 0): number {
  return Math.max(least, ...texts.map((text) => text.length));
}

/** Divides `count` items into the fewest slices of at most `most`, all of about the same length. */
function evenSlices(count: number, most: number): [start: number, end: number][] {
  const slices = Math.ceil(count / Math.max(1, most));
  const size = Math.ceil(count / slices);
  return Array.from({ length: slices }, (_, n) => [n * size, Math.min(count, (n + 1) * size)]);
}
