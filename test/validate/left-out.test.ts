import { expect, it } from "vitest";
import { catalogue } from "../../src/families/catalogue.ts";
import { leftOut, whyLeftOut } from "../../src/validate/left-out.ts";

it("knows what the study's rules leave out", () => {
  const script = "an exception of the study's analysis script";
  expect(whyLeftOut("CERR", "PET", 6, "stat_min")).toBe("outside the tolerance in phase 2");
  expect(whyLeftOut("CERR", "PET", 6, "stat_max")).toBeNull();
  expect(whyLeftOut("CERR", "PET", 7, "stat_max")).toBe("not submitted in phase 2");
  expect(whyLeftOut("Qurit SERA", "CT", 1, "stat_mean")).toBe(script);
  expect(whyLeftOut("Qurit SERA", "PET", 1, "stat_mean")).toBeNull();
  expect(whyLeftOut("NCT Dresden", "MR_T1", 8, "stat_qcod")).toBe("no consensus value in phase 2");
  expect(whyLeftOut("anyone", "MR_T1", 8, "stat_mean")).toBeNull();
});

it("names features of the catalogue and filters of the study", () => {
  const statistics = catalogue.find(({ id }) => id === "statistics");
  const tags = Object.values(statistics?.features ?? {}).map(({ tag }) => tag);
  expect(tags).toHaveLength(18);
  for (const rule of leftOut) {
    expect(tags).toEqual(expect.arrayContaining([...(rule.tags ?? [])]));
    if (rule.filter !== null) expect([6, 7, 8, 9, 3, 4, 5]).toContain(rule.filter);
  }
});
