import { expect, it } from "vitest";
import { durationText } from "../../src/cli/duration-text.ts";

it.each([
  [0, "0 s"],
  [0.2, "1 s"],
  [59.5, "1 min 0 s"],
  [226, "3 min 46 s"],
  [3599.1, "1 h 0 min"],
  [100_000, "27 h 46 min"],
])("%d s are %s", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
