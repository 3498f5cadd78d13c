import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** A link of a page to a file of the repository. */
export interface PageLink {
  /** `docs/suv.md:12` */
  readonly place: string;
  /** From the root of the repository; the page itself for a link to one of its headings. */
  readonly path: string;
  /** The heading that is linked to; null for a whole file. */
  readonly anchor: string | null;
}

/** Links to files, of a page in Markdown; those to the web are left out, and so is code. */
export function linksOf(page: string): PageLink[] {
  const text = readFileSync(page, "utf8").replace(/^```[\s\S]*?^```$/gm, (block) =>
    block.replace(/[^\n]/g, " "),
  );
  return text.split("\n").flatMap((line, n) =>
    Array.from(
      line.replace(/`[^`]*`/g, "code").matchAll(/\]\(([^)\s]+)\)/g),
      ([, target]) => target,
    )
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => {
        const [file, anchor] = target.split("#");
        const path = file === "" ? page : normalize(join(dirname(page), file));
        return { place: `${page}:${n + 1}`, path, anchor: anchor ?? null };
      }),
  );
}

/** What is wrong with a link: nothing, or a sentence. */
export function faultOf({ path, anchor }: PageLink): string | null {
  if (!existsSync(path)) return `no file ${path}`;
  if (anchor === null) return null;
  if (statSync(path).isDirectory()) return `${path} is a folder`;
  return anchorsOf(path).includes(anchor) ? null : `${path} has no heading #${anchor}`;
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const text = readFileSync(page, "utf8").replace(/^```[\s\S]*?^```$/gm, "");
  return Array.from(text.matchAll(/^#{1,6} +(.*)$/gm), ([, heading]) =>
    heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}
