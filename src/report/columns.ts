export interface Column {
  readonly align: "left" | "right";
  /** At least this many characters. */
  readonly width: number;
}

/**
 * Rows of cells as lines of text with aligned columns, two spaces apart. A column without any text is
 * left out.
 */
export function alignColumns(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string[] {
  const widths = columns.map(({ width }, c) =>
    Math.max(width, ...rows.map((row) => row[c].length)),
  );
  return rows.map((row) =>
    row
      .map((cell, c) =>
        columns[c].align === "left" ? cell.padEnd(widths[c]) : cell.padStart(widths[c]),
      )
      .filter((_, c) => widths[c] > 0)
      .join("  ")
      .trimEnd(),
  );
}

/** Puts a heading into the leading blanks of a line if it fits there, else on a line above it. */
export function withHeading(heading: string, line: string): string[] {
  const free = line.length - line.trimStart().length;
  if (line.trim() === "") return [heading];
  return heading.length + 2 <= free ? [heading + line.slice(heading.length)] : [heading, line];
}
