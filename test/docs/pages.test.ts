import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { pages } from "./code-blocks.ts";
import { faultOf, linksOf } from "./links.ts";

const links = pages.flatMap(linksOf);

/** Whether npm packs a file, by `files` of package.json; the README and licence it always packs. */
function isPacked(path: string): boolean {
  const always = ["README.md", "LICENSE", "package.json"];
  return [...always, ...manifest.files].some((pattern) => {
    const name = pattern.replace(/[.]/g, "\\.").replaceAll("*", "[^/]*");
    return new RegExp(`^${name}(/|$)`).test(path);
  });
}

describe("links of the pages", () => {
  it("lead to files and headings that there are", () => {
    expect(links.length).toBeGreaterThan(90);
    const broken = links.flatMap((link) => {
      const fault = faultOf(link);
      return fault === null ? [] : [`${link.place}: ${fault}`];
    });
    expect(broken).toEqual([]);
  });

  it("lead to files of the package, from README.md and docs", () => {
    const shipped = links.filter(({ place }) => /^(README|docs\/)/.test(place));
    const missing = shipped.filter(({ path }) => !isPacked(path));
    expect(missing.map(({ place, path }) => `${place}: ${path}`)).toEqual([]);
  });
});

it("every page of docs is in the site, once", () => {
  const { projectDocuments } = JSON.parse(readFileSync("docs/typedoc.json", "utf8"));
  const listed = [
    ...projectDocuments.map((path: string) => join("docs", path)),
    ...readdirSync("docs/site")
      .filter((name) => name.endsWith(".md"))
      .flatMap((name) =>
        Array.from(
          readFileSync(join("docs/site", name), "utf8").matchAll(/^ {2}- (\S+)$/gm),
          ([, path]) => join("docs/site", path),
        ),
      ),
  ];
  expect(new Set(listed).size).toBe(listed.length);
  const inDocs = pages.filter((path) => path.startsWith("docs/"));
  expect(listed.filter((path) => path.startsWith("docs/")).sort()).toEqual([...inDocs].sort());
});

it("every entry point with types is in the reference", () => {
  const { entryPoints } = JSON.parse(readFileSync("docs/typedoc.json", "utf8"));
  const entries = Object.entries(manifest.exports)
    .filter(([, target]) => typeof target !== "string")
    .map(([path]) => `../src/${path === "." ? "index" : path.slice(2)}.ts`);
  expect([...entryPoints].sort()).toEqual(entries.sort());
});

it("README.md has every entry point, as package.json exports it", () => {
  const rows = readFileSync("README.md", "utf8").matchAll(/^\| `(voxomics[^`]*)` \|/gm);
  const named = Array.from(rows, ([, name]) => name.replace("voxomics", "."));
  const exported = Object.keys(manifest.exports).filter((path) => path !== "./package.json");
  expect(named.sort()).toEqual(exported.sort());
});

it("README.md comes first, and says how to install", () => {
  const text = readFileSync("README.md", "utf8");
  expect(text.indexOf("npm install voxomics")).toBeGreaterThan(0);
  expect(text.indexOf("npm install voxomics")).toBeLessThan(text.indexOf("## A first result"));
});
