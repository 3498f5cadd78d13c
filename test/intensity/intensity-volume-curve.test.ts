import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  areaUnder,
  intensitiesAt,
  intensityVolumeCurve,
  volumeAt,
} from "../../src/intensity/intensity-volume-curve.ts";
import type { DiscretiseSettings } from "../../src/processing/discretise.ts";

type Range = readonly [number | null, number | null] | null;

/** The manual's text with every level listed: ν_i over the levels i, and γ_i. */
function naiveCurve(values: number[], levels: number[], step: number) {
  const volume = levels.map((i) => values.filter((x) => x >= i - 1e-9).length / values.length);
  const [first, last] = [levels[0], levels[levels.length - 1]];
  const along = levels.map((i) => (i - first) / (last - first));
  return {
    volume,
    volumeAt: (x: number) =>
      Math.max(...volume.filter((_, k) => levels.length === 1 || along[k] >= x - 1e-9)),
    intensityAt: (x: number) => levels.find((_, k) => volume[k] <= x + 1e-9) ?? last + step,
    area: volume
      .slice(1)
      .reduce((sum, v, k) => sum + ((v + volume[k]) / 2) * (along[k + 1] - along[k]), 0),
  };
}

function expectSame(
  intensities: number[],
  settings: DiscretiseSettings,
  range: Range,
  naive: ReturnType<typeof naiveCurve>,
) {
  const curve = intensityVolumeCurve(Float64Array.from(intensities), settings, range);
  const fractions = [0.1, 0.25, 0.5, 0.9];
  for (const x of fractions) expect(volumeAt(curve, x)).toBe(naive.volumeAt(x));
  intensitiesAt(curve, fractions).forEach((found, k) => {
    expect(found).toBeCloseTo(naive.intensityAt(fractions[k]), 9);
  });
  expect(areaUnder(curve)).toBeCloseTo(naive.area, 9);
}

const steps = (first: number, count: number, step: number) =>
  Array.from({ length: count }, (_, k) => first + k * step);

const whole = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 60 });
const quarters = whole.map((list) => list.map((x) => x / 4));

/** A range that holds the intensities, with ends that may be open, whole or not. */
const beyond = fc.option(fc.integer({ min: 0, max: 40 }).map((n) => n / 4));
const rangeAround = (list: number[], [below, above]: [number | null, number | null]): Range =>
  below === null && above === null
    ? null
    : [
        below === null ? null : Math.min(...list) - below,
        above === null ? null : Math.max(...list) + above,
      ];

describe("intensityVolumeCurve", () => {
  it("lists the volume fractions of the manual's example, the digital phantom", () => {
    const phantom = [
      ...new Array(50).fill(1),
      ...new Array(1).fill(3),
      ...new Array(16).fill(4),
      ...new Array(7).fill(6),
    ];
    const curve = intensityVolumeCurve(Float64Array.from(phantom), { method: "none" }, null);
    const volumes = [0, 0.2, 0.4, 0.6, 0.8, 1].map((x) => volumeAt(curve, x).toFixed(3));
    expect(volumes).toEqual(["1.000", "0.324", "0.324", "0.311", "0.095", "0.095"]);
    expect(intensitiesAt(curve, [0.1, 0.9])).toEqual([5, 2]);
    expect(areaUnder(curve)).toBeCloseTo((0.5 * 74 + 24 + 24 + 23 + 7 + 0.5 * 7) / 74 / 5, 12);
  });

  it("has whole intensities as levels, in steps of 1 over the range", () => {
    fc.assert(
      fc.property(whole, fc.tuple(beyond, beyond), (list, ends) => {
        const range = rangeAround(list, ends);
        const low = Math.ceil(range?.[0] ?? Math.min(...list));
        const high = Math.floor(range?.[1] ?? Math.max(...list));
        const naive = naiveCurve(list, steps(low, high - low + 1, 1), 1);
        expectSame(list, { method: "none" }, range, naive);
      }),
      { numRuns: 300 },
    );
  });

  it("has bin centres as levels for a fixed bin size", () => {
    const width = fc.constantFrom(0.1, 0.5, 1, 2.5, 7);
    const minimum = fc.option(fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(quarters, fc.tuple(beyond, beyond), width, minimum, (list, ends, w, below) => {
        const range = rangeAround(list, ends);
        const given = below === null ? null : Math.min(...list) - below;
        const from = given ?? range?.[0] ?? Math.min(...list);
        const to = range?.[1] ?? Math.max(...list);
        const bins = Math.max(1, Math.ceil((to - from) / w - 1e-9));
        const centre = (x: number) =>
          from + (Math.min(bins, Math.floor((x - from) / w) + 1) - 0.5) * w;
        const naive = naiveCurve(list.map(centre), steps(from + w / 2, bins, w), w);
        expectSame(list, { method: "fixedBinSize", width: w, minimum: given }, range, naive);
      }),
      { numRuns: 300 },
    );
  });

  it("has the bins of the minimum at the last multiple of the width, where they are aligned", () => {
    const width = fc.constantFrom(0.25, 0.5, 1, 2.5, 7);
    fc.assert(
      fc.property(quarters, fc.tuple(beyond, beyond), width, (list, ends, w) => {
        const range = rangeAround(list, ends);
        const minimum = Math.floor(Math.min(...list) / w) * w;
        const curveWith = (start: number | "aligned") =>
          intensityVolumeCurve(
            Float64Array.from(list),
            { method: "fixedBinSize", width: w, minimum: start },
            range,
          );
        expect(curveWith("aligned")).toEqual(curveWith(minimum));
      }),
      { numRuns: 300 },
    );
    // intensities with too large a range are made smaller, and their bins with them
    const huge = Float64Array.of(-1.5e308, 1.5e308);
    const settings = { method: "fixedBinSize", width: 1e306, minimum: "aligned" } as const;
    expect(intensitiesAt(intensityVolumeCurve(huge, settings, null), [0.9])[0]).toBeCloseTo(
      -1.485e308,
      -307,
    );
  });

  it("has bin numbers as levels for a fixed number of bins, whatever the range", () => {
    const bins = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(quarters, fc.tuple(beyond, beyond), bins, (list, ends, n) => {
        const [low, high] = [Math.min(...list), Math.max(...list)];
        const count = low === high ? 1 : n;
        const bin = (x: number) =>
          low === high ? 1 : Math.min(n, Math.floor((n * (x - low)) / (high - low)) + 1);
        const naive = naiveCurve(list.map(bin), steps(1, count, 1), 1);
        expectSame(list, { method: "fixedBinNumber", bins: n }, rangeAround(list, ends), naive);
      }),
      { numRuns: 300 },
    );
  });

  it("is the limit of small bins for intensities that are not whole", () => {
    fc.assert(
      fc.property(quarters, fc.tuple(beyond, beyond), (list, ends) => {
        fc.pre(!list.every(Number.isInteger));
        const range = rangeAround(list, ends);
        const values = Float64Array.from(list);
        const exact = intensityVolumeCurve(values, { method: "none" }, range);
        const width = 2 ** -14;
        const fine = { method: "fixedBinSize", width, minimum: null } as const;
        const binned = intensityVolumeCurve(values, fine, range);
        const fractions = [0.1, 0.25, 0.5, 0.9];
        const found = intensitiesAt(exact, fractions);
        intensitiesAt(binned, fractions).forEach((intensity, k) => {
          expect(Math.abs(found[k] - intensity)).toBeLessThan(2 * width);
        });
        if (exact.high === exact.low) return;
        for (const x of fractions) expect(volumeAt(exact, x)).toBe(volumeAt(binned, x));
        expect(Math.abs(areaUnder(exact) - areaUnder(binned))).toBeLessThan(0.01);
      }),
      { numRuns: 300 },
    );
  });

  it("needs no list of levels: ranges and numbers of bins may be huge", () => {
    const values = Float64Array.of(0, 5e8, 1e9);
    const curve = intensityVolumeCurve(values, { method: "none" }, [-1e12, 1e12]);
    expect(intensitiesAt(curve, [0.1, 0.4])).toEqual([1e9 + 1, 5e8 + 1]);
    expect(volumeAt(curve, 0.5004)).toBe(1 / 3);
  });

  it("holds the whole volume where there is one level", () => {
    const same = Float64Array.of(4, 4, 4);
    for (const settings of [
      { method: "none" },
      { method: "fixedBinNumber", bins: 10 },
      { method: "fixedBinSize", width: 2, minimum: null },
    ] as const) {
      const curve = intensityVolumeCurve(same, settings, null);
      expect([volumeAt(curve, 0.1), volumeAt(curve, 0.9), areaUnder(curve)]).toEqual([1, 1, 0]);
    }
    const fraction = intensityVolumeCurve(Float64Array.of(1.5), { method: "none" }, null);
    expect(intensitiesAt(fraction, [0.1, 0.9])).toEqual([1.5, 1.5]);
  });

  it("refuses an intensity below the first bin", () => {
    const settings = { method: "fixedBinSize", width: 1, minimum: 0 } as const;
    expect(() => intensityVolumeCurve(Float64Array.of(3, -0.5), settings, null)).toThrow(
      /intensity -0.5 in the region lies below the first bin, which starts at 0/,
    );
  });
});
