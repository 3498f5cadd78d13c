import { readFileSync } from "node:fs";
import { transform } from "esbuild";
import { expect, it } from "vitest";
import { blocksOf, type CodeBlock, docstringBlocks, pages } from "./code-blocks.ts";
import { given } from "./given.ts";
import { problemsOf } from "./type-check.ts";

const programs = pages.flatMap(blocksOf).filter(({ language }) => language === "ts");

it("README.md: its programs are sound as they stand, with the lib that docs/install.md names", () => {
  const blocks = programs.filter(({ place }) => place.startsWith("README.md"));
  expect(blocks.length).toBeGreaterThan(2);
  expect(readFileSync("docs/install.md", "utf8")).toContain('"lib": ["ES2022", "DOM"]');
  expect(problemsOf(blocks, "", ["lib.es2022.d.ts", "lib.dom.d.ts"])).toEqual([]);
});

it("the programs of docs are sound", () => {
  const blocks = programs.filter(({ place }) => !place.startsWith("README.md"));
  expect(blocks.length).toBeGreaterThan(15);
  expect(problemsOf(blocks, given)).toEqual([]);
});

it("the examples of docstrings are sound", () => {
  const blocks = docstringBlocks();
  expect(blocks.length).toBeGreaterThan(100);
  expect(blocks.filter(({ language }) => language !== "ts")).toEqual([]);
  expect(problemsOf(blocks, given)).toEqual([]);
});

/** Programs whose syntax is newer than Node 20: esbuild would have to rewrite them for it. */
async function notForNode20(blocks: readonly CodeBlock[]): Promise<string[]> {
  const newer = blocks.map(async ({ place, text }) => {
    const written = (target: string) => transform(text, { loader: "ts", target });
    const [asIs, forNode20] = await Promise.all([written("esnext"), written("node20")]);
    return asIs.code === forNode20.code ? [] : [place];
  });
  return (await Promise.all(newer)).flat();
}

it("programs are written in the syntax of Node 20", async () => {
  expect(await notForNode20([...programs, ...docstringBlocks()])).toEqual([]);
  const newer = { place: "page.md:1", language: "ts", text: "await using pool = open();" };
  expect(await notForNode20([newer])).toEqual(["page.md:1"]);
});

it("finds what is wrong", () => {
  const block = (text: string) => ({ place: "page.md:1", language: "ts", text });
  expect(problemsOf([block('import { extract } from "voxomics";\nextract(1);')])).toEqual([
    "page.md:1 + 2: Expected 2-4 arguments, but got 1.",
  ]);
});
