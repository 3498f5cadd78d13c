import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A fenced block of a page or of a docstring. */
export interface CodeBlock {
  /** The file, and the line of the opening fence: `docs/suv.md:12`. */
  readonly place: string;
  /** What stands behind the fence: `ts`, `yaml`, or nothing. */
  readonly language: string;
  readonly text: string;
}

/** The pages that users read, from the root of the repository. */
export const pages: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "ibsi-phantoms/README.md",
  ...["docs", "docs/site"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .sort()
      .map((name) => join(folder, name)),
  ),
];

/** The blocks of a page in Markdown. */
export function blocksOf(path: string): CodeBlock[] {
  return fenced(path, readFileSync(path, "utf8"), "");
}

/** The blocks in the docstrings of every source file. */
export function docstringBlocks(): CodeBlock[] {
  return readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .flatMap((path) => fenced(join("src", path), readFileSync(join("src", path), "utf8"), " * "));
}

/** The fenced blocks of a text whose lines start with a margin, which blocks are given without. */
function fenced(path: string, text: string, margin: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { readonly line: number; readonly language: string; readonly lines: string[] } | null =
    null;
  text.split("\n").forEach((whole, n) => {
    const at = whole.indexOf(margin);
    if (margin !== "" && !/^ *\*/.test(whole)) return;
    const line = margin === "" ? whole : at < 0 ? "" : whole.slice(at + margin.length);
    const fence = /^ *```(\S*)$/.exec(line);
    if (open === null) {
      if (fence) open = { line: n + 1, language: fence[1], lines: [] };
    } else if (fence) {
      const { line: start, language, lines } = open;
      blocks.push({ place: `${path}:${start}`, language, text: `${lines.join("\n")}\n` });
      open = null;
    } else open.lines.push(line);
  });
  if (open !== null) throw new Error(`${path}: a block is not closed`);
  return blocks;
}
