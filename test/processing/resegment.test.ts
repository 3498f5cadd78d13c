import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resegment } from "../../src/processing/resegment.ts";
import { countVoxels } from "../../src/volume/mask.ts";
import { unitGrid } from "./arbitrary-volumes.ts";

const lineOf = (values: readonly number[], inside = values.map(() => 1)) => {
  const grid = unitGrid([values.length, 1, 1]);
  return {
    image: { ...grid, data: Float64Array.from(values) },
    mask: { ...grid, data: Uint8Array.from(inside) },
  };
};

const intensity = fc.integer({ min: -50, max: 50 });

describe("resegment", () => {
  it.each([
    { range: [-1, 2] as const, kept: [0, 1, 1, 1, 1, 0] },
    { range: [null, 0] as const, kept: [1, 1, 1, 0, 0, 0] },
    { range: [1, null] as const, kept: [0, 0, 0, 1, 1, 1] },
    { range: [null, null] as const, kept: [1, 1, 1, 1, 1, 1] },
    { range: null, kept: [1, 1, 1, 1, 1, 1] },
    { range: [7, 9] as const, kept: [0, 0, 0, 0, 0, 0] },
  ])("keeps the closed range $range", ({ range, kept }) => {
    const { image, mask } = lineOf([-2, -1, 0, 1, 2, 3]);
    expect([...resegment(image, mask, { range, outlierSigma: null }).data]).toEqual(kept);
  });

  it("finds outliers by mean and standard deviation of the mask, not of the range", () => {
    // mean 1, sd 3: 10 lies on the limit of 3 sd, which is closed
    const { image, mask } = lineOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 99], [...Array(10).fill(1), 0]);
    const keep = (outlierSigma: number, range: readonly [number, number] | null) =>
      countVoxels(resegment(image, mask, { range, outlierSigma }));
    expect(keep(3, null)).toBe(10);
    expect(keep(2.99, null)).toBe(9);
    // after the range step the sd would be 0 and everything within it
    expect(keep(3, [5, 20])).toBe(1);
    expect(keep(2, [5, 20])).toBe(0);
  });

  it("is the intersection of both definitions, within the mask", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(intensity, fc.boolean()), { minLength: 1 }),
        fc
          .tuple(fc.option(intensity), fc.option(intensity))
          .filter(([low, high]) => low === null || high === null || low <= high),
        fc.option(fc.double({ min: 0.5, max: 4, noNaN: true })),
        (voxels, range, outlierSigma) => {
          const { image, mask } = lineOf(
            voxels.map(([v]) => v),
            voxels.map(([, inside]) => (inside ? 1 : 0)),
          );
          const values = voxels.filter(([, inside]) => inside).map(([v]) => v);
          const mean = values.reduce((a, b) => a + b, 0) / values.length;
          const sd = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
          const { data } = resegment(image, mask, { range, outlierSigma });
          voxels.forEach(([v, inside], k) => {
            const slack = outlierSigma === null ? 1 : outlierSigma * sd - Math.abs(v - mean);
            if (Math.abs(slack) < 1e-9) return;
            const within = v >= (range[0] ?? -99) && v <= (range[1] ?? 99);
            expect(data[k]).toBe(inside && within && slack > 0 ? 1 : 0);
          });
        },
      ),
    );
  });

  it("keeps equal intensities, and tells small differences on a large mean", () => {
    const equal = lineOf(Array(11).fill(0.1));
    expect(countVoxels(resegment(equal.image, equal.mask, { range: null, outlierSigma: 3 }))).toBe(
      11,
    );
    const base = 2 ** 40;
    const large = lineOf([...Array(20).fill(base), base + 1]);
    expect(countVoxels(resegment(large.image, large.mask, { range: null, outlierSigma: 3 }))).toBe(
      20,
    );
  });

  it("leaves its input as it is and refuses another grid", () => {
    const { image, mask } = lineOf([1, 2, 3]);
    resegment(image, mask, { range: [2, 2], outlierSigma: null });
    expect([...mask.data]).toEqual([1, 1, 1]);
    const moved = { ...mask, origin: [5, 0, 0] as const };
    expect(() => resegment(image, moved, { range: null, outlierSigma: null })).toThrow(
      expect.objectContaining({ code: "geometry-mismatch" }),
    );
  });

  it("takes settings with their defaults left out, and refuses others", () => {
    const { image, mask } = lineOf([1, 2, 3]);
    expect([...resegment(image, mask, { range: [2, null] }).data]).toEqual([0, 1, 1]);
    expect([...resegment(image, mask, {}).data]).toEqual([1, 1, 1]);
    const refused = (input: unknown) => () => resegment(image, mask, input as { range: null });
    expect(refused({ range: [3, 1] })).toThrow(/^resegment\.range: found \[3, 1\]/);
    expect(refused({ rang: [1, 3] })).toThrow(/did you mean "resegment\.range"/);
    expect(refused(undefined)).toThrow("resegment: missing, expected an object");
    expect(refused(null)).toThrow(expect.objectContaining({ code: "invalid-settings" }));
  });

  it.each([
    { range: [0, null] as const, kept: [1, 0, 0, 0, 1] },
    { range: [null, 2] as const, kept: [1, 0, 0, 0, 0] },
    { range: [null, null] as const, kept: [1, 0, 0, 0, 1] },
  ])("finds no place in $range for NaN and the infinite", ({ range, kept }) => {
    const { image, mask } = lineOf([1, Number.NaN, Infinity, -Infinity, 3]);
    expect([...resegment(image, mask, { range }).data]).toEqual(kept);
    expect([...resegment(image, mask, { range }, "exclude").data]).toEqual(kept);
  });

  it("takes mean and standard deviation of the finite intensities", () => {
    const finite = [1, 1, 1, 1, 6];
    const { image, mask } = lineOf([1, 1, Number.NaN, 1, 1, 6, Infinity]);
    const alone = lineOf(finite);
    // mean 2, sd 2: 6 lies two deviations away
    for (const [outlierSigma, kept] of [
      [1.9, [1, 1, 1, 1, 0]],
      [2, [1, 1, 1, 1, 1]],
    ] as const) {
      expect([...resegment(alone.image, alone.mask, { outlierSigma }).data]).toEqual(kept);
      const [a, b, c, d, e] = kept;
      const found = resegment(image, mask, { outlierSigma }, "exclude");
      expect([...found.data]).toEqual([a, b, 0, c, d, e, 0]);
    }
    expect(() => resegment(image, mask, { outlierSigma: 2 })).toThrow("no finite intensity");
    const word = "leave" as unknown as "exclude";
    expect(() => resegment(image, mask, {}, word)).toThrow('nonFinite: found "leave"');
  });

  it("refuses an intensity that is no number, inside the mask only", () => {
    const { image, mask } = lineOf([1, Number.NaN, 3]);
    expect(() => resegment(image, mask, {})).toThrow(
      expect.objectContaining({ code: "invalid-intensity" }),
    );
    const around = { ...mask, data: Uint8Array.of(1, 0, 1) };
    expect([...resegment(image, around, { range: [2, 4] }).data]).toEqual([0, 0, 1]);
  });
});
