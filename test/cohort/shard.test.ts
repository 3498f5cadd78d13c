import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseManifest } from "../../src/cohort/manifest.ts";
import { casesOf, checkShard, shardOf } from "../../src/cohort/shard.ts";

describe("the shard of a case", () => {
  it("is the first 48 bits of the id's SHA-256, modulo the number of shards, plus 1", () => {
    const expected = (id: string, of: number) => {
      const hex = createHash("sha256").update(id).digest("hex").slice(0, 12);
      return Number(BigInt(`0x${hex}`) % BigInt(of)) + 1;
    };
    const arbitrary = fc.tuple(fc.string(), fc.integer({ min: 1, max: 1000 }));
    fc.assert(
      fc.property(arbitrary, ([id, of]) => {
        expect(shardOf(id, of)).toBe(expected(id, of));
      }),
    );
    // SHA-256 of "abc" starts with ba7816bf8f01
    expect(shardOf("abc", 1000)).toBe((0xba7816bf8f01 % 1000) + 1);
  });

  it("is the same in a longer manifest, and shards have every case once", () => {
    const ids = Array.from({ length: 200 }, (_, n) => `case ${n}`);
    const manifestOf = (names: readonly string[]) =>
      parseManifest(`id,image,mask\n${names.map((id) => `${id},i,m`).join("\n")}\n`);
    const [whole, part] = [manifestOf(ids), manifestOf(ids.slice(50, 120).reverse())];
    const all: string[] = [];
    for (let number = 1; number <= 7; number++) {
      const [of, its] = [7, casesOf(whole, { number, of: 7 }).cases.map(({ id }) => id)];
      expect(its.length).toBeGreaterThan(10);
      all.push(...its);
      const shorter = casesOf(part, { number, of }).cases.map(({ id }) => id);
      expect(shorter.every((id) => its.includes(id))).toBe(true);
    }
    expect(all.sort()).toEqual([...ids].sort());
    expect(casesOf(whole, null)).toBe(whole);
  });

  it.each([
    [0, 3, "shard.number: found 0, expected a whole number from 1 to 3"],
    [4, 3, "shard.number: found 4, expected a whole number from 1 to 3"],
    [1.5, 3, "shard.number: found 1.5, expected a whole number from 1 to 3"],
    [1, 0, "shard.of: found 0, expected a whole number from 1"],
    [1, Number.NaN, "shard.of: found NaN, expected a whole number from 1"],
  ])("is refused as %s of %s", (number, of, message) => {
    expect(() => checkShard({ number, of })).toThrow(message);
  });
});
