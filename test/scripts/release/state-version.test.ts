import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import manifest from "../../../package.json" with { type: "json" };
import { stateVersion } from "../../../scripts/release/state-version.ts";

const [date, next] = ["2030-02-01", "9.8.7"];

/** A file as a release leaves it. */
function released(path: string): string {
  return stateVersion[path](readFileSync(path, "utf8"), next, date);
}

describe("a release", () => {
  it("states its version in the code", () => {
    expect(released("src/base/version.ts")).toContain('export const version = "9.8.7";');
  });

  it("states version and date in the citation, each once", () => {
    const text = released("CITATION.cff");
    expect(parse(text)).toMatchObject({ version: next, "date-released": date });
    const again = stateVersion["CITATION.cff"](text, "9.8.8", date);
    expect(again.match(/date-released/g)?.length).toBe(1);
  });

  it("gives what was unreleased its heading in the changelog", () => {
    const text = stateVersion["CHANGELOG.md"](
      "# Changelog\n\n## Unreleased\n\n- news\n",
      next,
      date,
    );
    expect(text).toBe("# Changelog\n\n## 9.8.7, 2030-02-01\n\n- news\n");
    expect(stateVersion["CHANGELOG.md"]("## 9.8.7 (unreleased)\n", next, date)).toBe(
      "## 9.8.7, 2030-02-01\n",
    );
  });

  it("is refused where nothing is unreleased", () => {
    expect(() => stateVersion["CHANGELOG.md"]("## 1.0.0, 2029-01-01\n", next, date)).toThrow(
      "found 0 places, expected one: a heading of what is unreleased",
    );
  });
});

it("CITATION.cff has the version and the licence of the package", () => {
  const citation = parse(readFileSync("CITATION.cff", "utf8"));
  expect(citation.version).toBe(manifest.version);
  expect(citation.license).toBe(manifest.license);
  expect(citation["cff-version"]).toBe("1.2.0");
  expect(citation.authors.length).toBeGreaterThan(0);
});

describe("the workflow for a public forge", () => {
  const text = readFileSync(".github/workflows/ci.yml", "utf8");
  const { jobs } = parse(text);

  it("runs on three systems with Node 20, 22 and 24", () => {
    expect(jobs.quick.strategy.matrix).toEqual({
      os: ["ubuntu-latest", "windows-latest", "macos-latest"],
      node: [20, 22, 24],
    });
  });

  it("runs scripts that there are, and says that it is untested", () => {
    const scripts = Array.from(text.matchAll(/npm run ([\w:]+)/g), ([, name]) => name);
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
    expect(text).toContain("No forge has run this");
  });
});
