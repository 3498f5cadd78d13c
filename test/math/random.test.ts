import { describe, expect, it } from "vitest";
import { choose, randomStream, uniformAt } from "../../src/math/random.ts";

describe("uniformAt", () => {
  // threefry2x32, 20 rounds, of the known answers that come with Random123: counter, key, result
  it.each([
    [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c, 0x483df7a0],
  ])("gives the known answer to (%#)", (index, purpose, key0, key1, high, low) => {
    const expected = ((high >>> 6) * 2 ** 26 + (low >>> 6) + 0.5) / 2 ** 52;
    expect(uniformAt({ key0, key1, purpose }, index)).toBe(expected);
  });

  it("fills the interval evenly", () => {
    const stream = randomStream(1, "noise");
    const bins = new Array(20).fill(0);
    const n = 20_000;
    for (let k = 0; k < n; k++) bins[Math.floor(20 * uniformAt(stream, k))]++;
    const chiSquare = bins.reduce((sum, count) => sum + (count - n / 20) ** 2 / (n / 20), 0);
    expect(chiSquare).toBeLessThan(36.2); // 99 % with 19 degrees of freedom
    expect(chiSquare).toBeGreaterThan(7.6); // 1 %
  });

  it("differs by seed, also above 32 bits, and by purpose", () => {
    const seeds = [0, 1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
    const values = seeds.flatMap((seed) =>
      (["noise", "volume", "contour", "parameters", "bootstrap"] as const).map((purpose) =>
        uniformAt(randomStream(seed, purpose), 5),
      ),
    );
    expect(new Set(values).size).toBe(25);
  });

  it("refuses seeds that are none", () => {
    for (const seed of [-1, 0.5, 2 ** 53, Number.NaN]) {
      expect(() => randomStream(seed, "noise")).toThrow("expected an integer from 0 to 2^53 - 1");
    }
  });
});

describe("choose", () => {
  it("takes every item equally often, none twice", () => {
    const taken = new Array(6).fill(0);
    for (let seed = 0; seed < 3000; seed++) {
      const some = choose([0, 1, 2, 3, 4, 5], 2, randomStream(seed, "volume"));
      expect(new Set(some).size).toBe(2);
      for (const item of some) taken[item]++;
    }
    // 1000 each, standard deviation 26
    for (const count of taken) expect(Math.abs(count - 1000)).toBeLessThan(90);
  });

  it("takes all, in some order", () => {
    const all = choose([3, 1, 2], 3, randomStream(4, "volume"));
    expect([...all].sort()).toEqual([1, 2, 3]);
  });
});
