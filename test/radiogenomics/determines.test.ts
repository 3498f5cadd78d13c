import { describe, expect, it } from "vitest";
import { determines } from "../../src/radiogenomics/determines.ts";
import { covariateOf, outcomeOf, survivalOf } from "../../src/radiogenomics/outcome.ts";

describe("a covariate determines", () => {
  const two = outcomeOf("two", [..."aabbab"]);
  const three = outcomeOf("three", [..."aabbcc"]);
  const number = outcomeOf("number", [1, 2, 4, 8, 16, 32], "number");

  it.each([
    [two, covariateOf("same", [..."xxyyxy"]), true],
    [two, covariateOf("opposite", [1, 1, 0, 0, 1, 0]), true],
    // but for a case that has no value of one of them
    [two, covariateOf("gap", [1, 1, 0, 0, "", 0]), true],
    [two, covariateOf("other", [1, 1, 0, 0, 0, 0]), false],
    [two, covariateOf("number", [1, 1, 3, 3, 1, 3], "number"), true],
    [three, covariateOf("one of them", [1, 1, 0, 0, 0, 0]), true],
    [three, covariateOf("across", [1, 0, 1, 0, 1, 0]), false],
    [number, covariateOf("root", [1, 2, 3, 4, 5, 6].map(Math.sqrt), "number"), true],
    [number, covariateOf("order", [1, 2, 4, 3, 5, 6], "order"), false],
    [survivalOf("survival", [1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1]), number as never, false],
  ])("%j by %j: %s", (outcome, covariate, expected) => {
    expect(determines(covariate, outcome)).toBe(expected);
  });

  it("nothing of what has one value in the cases that both are known of", () => {
    const gap = covariateOf("gap", ["", "", "x", "x", "", "y"]);
    expect(determines(gap, outcomeOf("half", [..."aabb", "", "b"]))).toBe(false);
    expect(determines(covariateOf("none", ["x", "y", "", "", "", ""]), outcomeOf("rest", ["", "", ..."abab"]))).toBe(false); // biome-ignore format: one line
  });
});
