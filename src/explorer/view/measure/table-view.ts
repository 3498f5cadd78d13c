import type { FeatureRow } from "./feature-rows.ts";

/** Which rows are shown, and in which order. */
export interface TableChoice {
  readonly search: string;
  /** "" for all. */
  readonly family: string;
  readonly image: string;
  readonly aggregation: string;
  readonly onlyDifferent: boolean;
  /** `order` is that of the report; a number is the index of a column of values. */
  readonly sortBy: "order" | "title" | "code" | "aggregation" | number;
  readonly descending: boolean;
}

export const wholeTable: TableChoice = {
  search: "",
  family: "",
  image: "",
  aggregation: "",
  onlyDifferent: false,
  sortBy: "order",
  descending: false,
};

/** The rows that a choice shows, sorted; those without a value come last. */
export function chosenRows(
  rows: readonly FeatureRow[],
  { search, family, image, aggregation, onlyDifferent, sortBy, descending }: TableChoice,
): readonly FeatureRow[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const shown = rows.filter(
    (row) =>
      (family === "" || row.family === family) &&
      (image === "" || row.image === image) &&
      (aggregation === "" || row.aggregation === aggregation) &&
      (!onlyDifferent || row.differs) &&
      words.every((word) => searched(row).includes(word)),
  );
  if (sortBy === "order") return descending ? [...shown].reverse() : shown;
  const sign = descending ? -1 : 1;
  if (typeof sortBy !== "number") {
    const text = (row: FeatureRow) => row[sortBy] ?? "";
    return [...shown].sort((a, b) => sign * text(a).localeCompare(text(b), "en"));
  }
  const value = (row: FeatureRow) => row.cells[sortBy]?.value ?? null;
  return [...shown].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}

function searched({ title, code, tag, family, key }: FeatureRow): string {
  return `${title} ${code ?? ""} ${tag} ${family} ${key}`.toLowerCase();
}

/** A line of the table: a heading, or a feature. */
export type Line =
  | {
      readonly kind: "heading";
      readonly image: string;
      readonly family: FeatureRow["family"];
      readonly count: number;
    }
  | { readonly kind: "feature"; readonly row: FeatureRow };

/** Rows in the order of the report, with a heading before each family of each image; others without. */
export function linesOf(
  rows: readonly FeatureRow[],
  sortBy: TableChoice["sortBy"],
): readonly Line[] {
  const lines: Line[] = [];
  let last = "";
  for (const [n, row] of rows.entries()) {
    const { image, family } = row;
    const group = `${image}\n${family}`;
    if (sortBy === "order" && group !== last) {
      let count = 0;
      while (n + count < rows.length && isIn(rows[n + count], row)) count++;
      lines.push({ kind: "heading", image, family, count });
    }
    last = group;
    lines.push({ kind: "feature", row });
  }
  return lines;
}

function isIn(row: FeatureRow, { image, family }: FeatureRow): boolean {
  return row.image === image && row.family === family;
}

/** The different values of a field, in the order in which they occur. */
export function choicesOf(
  rows: readonly FeatureRow[],
  field: "family" | "image" | "aggregation",
): readonly string[] {
  return [...new Set(rows.flatMap((row) => row[field] ?? []))];
}
