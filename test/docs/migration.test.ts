import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { extract, resolvePreset } from "../../src/index.ts";
import { digitalPhantom } from "../../src/validate.ts";

const { image, mask } = digitalPhantom();
const { features } = extract(image, mask, resolvePreset("ibsi-digital-phantom"));
const tags = new Set(features.map(({ tag }) => tag));
const codes = new Map(features.map(({ aggregation, aggregationCode }) => [aggregation, aggregationCode])); // biome-ignore format: one line

describe("docs/migrate-pyradiomics.md", () => {
  const page = readFileSync("docs/migrate-pyradiomics.md", "utf8");
  const rows = Array.from(
    page.matchAll(/^\| `(\w+)` \| (\w+) \| `(\w+)` \|$/gm),
    ([, family, name, tag]) => ({ family, name, tag }),
  );

  it("names 105 features, each once", () => {
    expect(rows.length).toBe(105);
    expect(new Set(rows.map(({ family, name }) => `${family} ${name}`)).size).toBe(105);
  });

  it("names tags that features have", () => {
    expect(rows.filter(({ tag }) => !tags.has(tag))).toEqual([]);
  });
});

describe("docs/migrate-mirp.md", () => {
  const page = readFileSync("docs/migrate-mirp.md", "utf8");
  const rows = Array.from(
    page.matchAll(/^\| `2?[.\w]+`, `[.\w]+`(?: in names)? \| `(\S+)` \| (\w{4}) \|$/gm),
    ([, aggregation, code]) => [aggregation, code] as const,
  );

  it("has the code of each aggregation", () => {
    expect(rows.length).toBe(6);
    for (const [aggregation, code] of rows) expect(codes.get(aggregation)).toBe(code);
  });

  it("has tags that features have", () => {
    const named = page.match(/(?<=same\n\()[^)]+(?=\))/)?.[0].match(/\w+/g) ?? [];
    expect(named.length).toBe(10);
    const known = [...tags];
    expect(named.filter((name) => !known.some((tag) => tag.startsWith(name)))).toEqual([]);
    expect(tags).toContain("cm_contrast_3D_comb");
  });
});
