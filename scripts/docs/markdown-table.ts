import { markdownTable as markdownLines } from "../../src/validate/markdown-table.ts";

/** A table in Markdown as one text; the first columns hold words, as `src/validate/markdown-table.ts` says. */
export function markdownTable(...table: Parameters<typeof markdownLines>): string {
  return markdownLines(...table).join("\n");
}
