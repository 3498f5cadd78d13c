/**
 * A table in Markdown, line by line. The first `words` columns hold words; the others hold numbers,
 * aligned to the right.
 */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words = head.length,
): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = head.map((_, c) => (c < words ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)];
}
