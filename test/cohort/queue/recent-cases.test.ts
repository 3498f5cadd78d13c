import { expect, it } from "vitest";
import { recentCases } from "../../../src/cohort/queue/recent-cases.ts";

it("reads what is not among the last ones", async () => {
  const recent = recentCases<string>(2);
  const reads: string[] = [];
  const get = (key: string) =>
    recent(key, async () => {
      reads.push(key);
      return key.toUpperCase();
    });
  for (const key of ["a", "a", "b", "a", "c", "b", "c", "a"]) {
    expect(await get(key)).toBe(key.toUpperCase());
  }
  // "a" was asked for after "b", so "c" replaces "b"; then "b" replaces "a"; "a" then replaces "b"
  expect(reads).toEqual(["a", "b", "c", "b", "a"]);
});

it("reads once for those that ask at the same time", async () => {
  const recent = recentCases<number>(1);
  let reads = 0;
  const both = await Promise.all([1, 2].map(() => recent("a", async () => ++reads)));
  expect(both).toEqual([1, 1]);
});
