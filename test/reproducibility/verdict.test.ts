import { expect, it } from "vitest";
import { verdictOf } from "../../src/reproducibility/verdict.ts";

it.each([
  [-0.2, "poor"],
  [0.49, "poor"],
  [0.5, "moderate"],
  [0.75, "good"],
  [0.9, "excellent"],
  [1, "excellent"],
])("a lower bound of %d is %s", (lower, verdict) => {
  expect(verdictOf({ interval: { lower, upper: 1 } })).toBe(verdict);
});

it("does not judge without an interval", () => expect(verdictOf({ interval: null })).toBeNull());
