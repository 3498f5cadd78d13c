import { describe, expect, it } from "vitest";
import { completePlan } from "../../src/cohort/perturbation-plan.ts";
import { resolveSettings } from "../../src/index.ts";
import { parseSettings } from "../../src/node.ts";
import { parseYaml } from "../../src/settings/parse-yaml.ts";
import { blocksOf, pages } from "./code-blocks.ts";

const blocks = pages.flatMap(blocksOf);
/** Jobs of Kubernetes are checked in clusters.test.ts. */
const isJob = (text: string) => /^apiVersion:/m.test(text);
const settings = blocks.filter(
  ({ language, text }) => ["yaml", "json"].includes(language) && !isJob(text),
);
const isPlan = (text: string) => /^perturbations:/m.test(text);

describe("settings in the docs", () => {
  it("are many", () => expect(settings.length).toBeGreaterThan(5));

  it.each(settings.filter(({ text }) => !isPlan(text)))("$place: is complete", ({ text }) => {
    const { $schema: _, ...given }: Record<string, unknown> = { ...parseSettings(text) };
    expect(resolveSettings(given)).toMatchObject(given);
  });

  it.each(settings.filter(({ text }) => isPlan(text)))("$place: a plan", ({ text }) => {
    const plan = completePlan(parseYaml(text) as Parameters<typeof completePlan>[0]);
    expect(plan.perturbations.length).toBeGreaterThan(0);
  });
});

describe("code blocks", () => {
  it("are of a kind that is checked, or shown as text", () => {
    const others = blocks.filter(
      ({ language }) => !["ts", "yaml", "json", "sh", "console", "text", "html"].includes(language),
    );
    expect(others.map(({ place, language }) => `${place} ${language}`)).toEqual([]);
  });
});
