/**
 * A hint where a header of one column holds semicolons or tabs, as spreadsheets in many languages write
 * CSV.
 */
export function otherSeparator(columns: readonly string[]): string | null {
  if (columns.length !== 1) return null;
  if (columns[0].includes(";")) return "; are the columns separated by semicolons, not commas?";
  return columns[0].includes("\t") ? "; are the columns separated by tabs, not commas?" : null;
}
