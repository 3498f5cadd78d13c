import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findWhiteStripe, type StripeSettings } from "../../src/processing/white-stripe.ts";

/** So many of each intensity. */
const of = (...counts: readonly (readonly [intensity: number, count: number])[]) =>
  Float64Array.from(counts.flatMap(([x, n]) => Array<number>(n).fill(x)));

/** 900 voxels of white matter, symmetric around 200. */
const white = [[198, 100], [199, 200], [200, 300], [201, 200], [202, 100]] as const; // biome-ignore format: a table
/** 1800 voxels of grey matter, symmetric around 100. */
const grey = white.map(([x, n]) => [x - 100, 2 * n] as const);

const quantile = (sorted: readonly number[], q: number) => {
  const at = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (at - Math.floor(at)) * (high - low);
};
const meanOf = (x: readonly number[]) => x.reduce((sum, one) => sum + one, 0) / x.length;
const sdOf = (x: readonly number[]) =>
  Math.sqrt(x.reduce((sum, one) => sum + (one - meanOf(x)) ** 2, 0) / (x.length - 1));

/** The stripe by its definition: the density of every bin is a sum over all voxels. */
function byDefinition(sample: readonly number[], { peak, width }: StripeSettings) {
  const sorted = [...sample].sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const range = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const spread = range > 0 ? Math.min(sdOf(sorted), range / 1.34) : sdOf(sorted);
  const h = (0.9 * spread) / sorted.length ** 0.2;
  const bins = Math.ceil((16 * (high - low)) / h) + 1;
  const step = (high - low) / (bins - 1);
  const centres = sorted.map((x) => Math.round((x - low) / step));
  const density = Array.from({ length: bins }, (_, k) =>
    centres.reduce((sum, c) => {
      const d = Math.abs(c - k);
      return d > Math.ceil((4 * h) / step)
        ? sum
        : sum + Math.exp(-((d * step) ** 2) / (2 * h ** 2));
    }, 0),
  );
  const isPeak = (k: number) =>
    density[k] > (density[k - 1] ?? 0) && density[k] > (density[k + 1] ?? 0);
  const peaks = density
    .map((height, k) => ({ height, x: low + k * step }))
    .filter(({ height }, k) => isPeak(k) && height >= Math.max(...density) / 5);
  const highest = peaks.toSorted((a, b) => b.height - a.height)[0];
  const mode = { first: peaks[0], last: peaks[peaks.length - 1], largest: highest }[peak].x;
  const below = sorted.filter((x) => x < mode - step / 2).length;
  const upTo = sorted.filter((x) => x <= mode + step / 2).length;
  const q = (below + upTo) / 2 / sorted.length;
  const lower = quantile(sorted, Math.max(0, q - width));
  const upper = quantile(sorted, Math.min(1, q + width));
  const stripe = sorted.filter((x) => x >= lower && x <= upper);
  return { mode, lower, upper, voxels: stripe.length, mean: meanOf(stripe), sd: sdOf(stripe) };
}

/** Numbers from 0 to 1 that a seed decides. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 0x7fffffff;
    return state / 0x7fffffff;
  };
}

describe("the white stripe", () => {
  it("is that of a hand-made white matter", () => {
    // 300 of 900 lie below the mode, 300 in its bin: quantiles 0.25 and 0.75, at the ranks 224.75 (199) and 674.25 (201)
    const stripe = findWhiteStripe(of(...white), { peak: "largest", width: 0.25 });
    expect(Math.abs(stripe.mode - 200)).toBeLessThan(0.05);
    // 200 × 199, 300 × 200 and 200 × 201: 400 squares of 1
    expect(stripe).toMatchObject({ lower: 199, upper: 201, voxels: 700, mean: 200 });
    expect(stripe.sd).toBeCloseTo(Math.sqrt(400 / 699), 12);
  });

  it.each([
    ["last", 200],
    ["largest", 100],
    ["first", 100],
  ] as const)("is at the %s peak of a brain", (peak, mode) => {
    const stripe = findWhiteStripe(of(...grey, ...white), { peak, width: 0.2 });
    expect(Math.abs(stripe.mode - mode)).toBeLessThan(1);
  });

  it("takes a peak of less than a fifth of the highest for noise", () => {
    const bright = [[300, 100]] as const;
    const faint = [[300, 20]] as const;
    const last = (...counts: readonly (readonly [number, number])[]) =>
      findWhiteStripe(of(...counts), { peak: "last", width: 0.2 }).mode;
    expect(Math.abs(last(...white, ...faint) - 200)).toBeLessThan(2);
    // as high as the bin of 200, but smoothed with no neighbours
    expect(Math.abs(last(...white, ...bright, ...bright, ...bright) - 300)).toBeLessThan(2);
  });

  it("is the same by its definition", () => {
    // no two heights are the same: intensities are sums of random numbers from a seed
    const tissue = (random: () => number, count: number, centre: number, spread: number) =>
      Array.from({ length: count }, () => centre + spread * (random() + random() + random()));
    const brain = fc
      .tuple(
        fc.integer({ min: 1, max: 1e6 }),
        fc.nat(60),
        fc.nat(300),
        fc.integer({ min: 1, max: 60 }),
      )
      .map(([seed, count, distance, spread]) => {
        const random = randomNumbers(seed);
        return [
          ...tissue(random, 8 + count, -300, spread),
          ...tissue(random, 68 - count, distance - 300, 20),
        ];
      });
    const settings = fc.record({
      peak: fc.constantFrom("first", "last", "largest"),
      width: fc.constantFrom(0.05, 0.1, 0.3, 0.5),
    }) as fc.Arbitrary<StripeSettings>;
    fc.assert(
      fc.property(brain, settings, (sample, asked) => {
        const expected = byDefinition(sample, asked);
        fc.pre(expected.voxels > 1);
        const found = findWhiteStripe(Float64Array.from(sample), asked);
        for (const key of ["mode", "lower", "upper", "mean", "sd"] as const)
          expect(Math.abs(found[key] - expected[key])).toBeLessThan(1e-6);
        expect(found.voxels).toBe(expected.voxels);
      }),
      { numRuns: 150 },
    );
  });

  it("moves and stretches with the intensities", () => {
    const sample = of(...grey, ...white);
    const asked = { peak: "last", width: 0.15 } as const;
    const { mean, sd, voxels } = findWhiteStripe(sample, asked);
    const other = findWhiteStripe(
      sample.map((x) => 4 * x - 64),
      asked,
    );
    expect(other.voxels).toBe(voxels);
    expect(other.mean).toBeCloseTo(4 * mean - 64, 9);
    expect(other.sd).toBeCloseTo(4 * sd, 9);
  });

  it("is refused where it holds no spread, or no voxel", () => {
    const refusal = (sample: Float64Array, width = 0.05) => {
      expect(() => findWhiteStripe(sample, { peak: "last", width })).toThrow(
        /^found (no|one|\d+) voxels? .*in the white stripe from .* around the mode .*, expected intensities of different value: choose a larger width than /,
      );
    };
    refusal(of([7, 40]));
    refusal(of([7, 1]));
    refusal(of([0, 50], [1, 900], [2, 50]));
    refusal(of([0, 1], [10, 1])); // 0.45 and 0.55 of the way from 0 to 10
    expect(() => findWhiteStripe(of([0, 1], [10, 1]), { peak: "last", width: 0.05 })).toThrow(
      "found no voxel in",
    );
    expect(() => findWhiteStripe(of([7, 40]), { peak: "last", width: 0.05 })).toThrow(
      "found 40 voxels of one intensity, 7, in the white stripe from 7 to 7 around the mode 7",
    );
  });

  it("stands intensities that lie far apart", () => {
    const stripe = findWhiteStripe(of(...white, [1e12, 1]), { peak: "largest", width: 0.25 });
    expect(stripe).toMatchObject({ lower: 199, upper: 201 });
  });
});
