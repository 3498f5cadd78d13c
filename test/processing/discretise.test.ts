import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DiscretiseInput } from "../../src/processing/discretise.ts";
import { countLevels, discretise } from "../../src/processing/discretise.ts";
import { digitise } from "../../src/pyradiomics/levels.ts";
import { identityDirection } from "../../src/volume/volume.ts";

function line(values: number[], inside = values.map(() => 1)) {
  const grid = {
    size: [values.length, 1, 1],
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: identityDirection,
  } as const;
  return {
    image: { ...grid, data: Float64Array.from(values) },
    mask: { ...grid, data: Uint8Array.from(inside) },
  };
}

function levelsOf(values: number[], settings: DiscretiseInput, inside?: number[]) {
  const { image, mask } = line(values, inside);
  const { data, levels } = discretise(image, mask, settings);
  return { data: [...data], levels };
}

describe("fixedBinNumber", () => {
  const bins4: DiscretiseInput = { method: "fixedBinNumber", bins: 4 };

  it("cuts the range into equal bins, the highest intensity in the last", () => {
    expect(levelsOf([0, 1.9, 2, 4, 6, 7.9, 8], bins4)).toEqual({
      data: [1, 1, 2, 3, 4, 4, 4],
      levels: 4,
    });
  });

  it("takes the range of the mask, not of the image", () => {
    expect(levelsOf([-100, 0, 8, 100], bins4, [0, 1, 1, 0]).data).toEqual([0, 1, 4, 0]);
  });

  it("gives one level where all intensities are equal", () => {
    expect(levelsOf([5, 5, 5], bins4)).toEqual({ data: [1, 1, 1], levels: 1 });
  });

  it("uses every level from 1 to the number of bins at most", () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 300 }), (x, bins) => {
        const { data, levels } = levelsOf(x, { method: "fixedBinNumber", bins });
        expect(levels === bins || levels === 1).toBe(true);
        expect(Math.min(...data)).toBe(1);
        expect(Math.max(...data)).toBe(levels);
        for (let a = 0; a < x.length; a++) {
          for (let b = 0; b < x.length; b++)
            if (x[a] < x[b]) expect(data[a]).toBeLessThanOrEqual(data[b]);
        }
      }),
    );
  });
});

describe("fixedBinSize", () => {
  it("counts bins from the minimum and keeps empty ones", () => {
    const settings: DiscretiseInput = { method: "fixedBinSize", width: 25, minimum: -500 };
    expect(levelsOf([-500, -475.5, -475, 0, 399], settings)).toEqual({
      data: [1, 1, 2, 21, 36],
      levels: 36,
    });
  });

  it("starts at the lowest intensity where no minimum is set", () => {
    expect(levelsOf([3, 8, 13], { method: "fixedBinSize", width: 5 }).data).toEqual([1, 2, 3]);
  });

  it("refuses intensities below the first bin", () => {
    expect(() => levelsOf([-7, 3], { method: "fixedBinSize", width: 5, minimum: 0 })).toThrow(
      "intensity -7 in the region lies below the first bin, which starts at 0",
    );
  });

  it("refuses more levels than 16 bits hold", () => {
    expect(() => levelsOf([0, 1e6], { method: "fixedBinSize", width: 1 })).toThrow(
      "would give 1000001 grey levels; at most 65535 are possible",
    );
  });
});

describe("fixedBinSize, aligned", () => {
  const aligned = (width: number): DiscretiseInput => ({
    method: "fixedBinSize",
    width,
    minimum: "aligned",
  });

  it("has edges at multiples of the width, and level 1 at the lowest intensity", () => {
    expect(levelsOf([54, 74.9, 75, 166, 150], aligned(25))).toEqual({
      data: [1, 1, 2, 5, 5],
      levels: 5,
    });
    expect(levelsOf([-1, -25, -26, 0], aligned(25))).toEqual({ data: [2, 2, 1, 3], levels: 3 });
    expect(levelsOf([50, 50], aligned(25))).toEqual({ data: [1, 1], levels: 1 });
  });

  it("starts at the lowest intensity of the mask, not of the image", () => {
    expect(levelsOf([-70, 33, 60, 99], aligned(10), [0, 1, 1, 0]).data).toEqual([0, 1, 4, 0]);
  });

  it("counts the edges that an intensity reaches where a quotient would be off", () => {
    // 0.3 / 0.1 is 2.9999999999999996, and 3 × 0.1 is 0.30000000000000004, which 0.3 does not reach
    expect(levelsOf([0, 0.3, 0.1 * 3, 0.7], aligned(0.1)).data).toEqual([1, 3, 4, 7]);
  });

  it("gives the levels of PyRadiomics", () => {
    const values = fc.oneof(
      fc.integer({ min: -300, max: 300 }).map((n) => n / 10),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    );
    const width = fc.constantFrom(0.1, 0.25, 0.3, 1, 7, 25);
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 40 }), width, (list, binWidth) => {
        const { image, mask } = line(list);
        const expected = digitise(image, mask, { binWidth, binCount: null });
        const found = levelsOf(list, aligned(binWidth));
        expect(found).toEqual({ data: [...expected.data], levels: expected.levels });
      }),
    );
  });

  it("is the minimum at the last multiple of whole widths", () => {
    const values = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 60 }), (list, width) => {
        const minimum = Math.floor(Math.min(...list) / width) * width;
        const given = levelsOf(list, { method: "fixedBinSize", width, minimum });
        expect(levelsOf(list, aligned(width))).toEqual(given);
      }),
    );
  });

  it("refuses widths that are lost beside the lowest intensity, and too many levels", () => {
    expect(() => levelsOf([1e20, 1e20], aligned(25))).toThrow(
      "bins of 25 are too narrow for an intensity of 100000000000000000000: adding the width does not change it",
    );
    expect(() => levelsOf([0, 1e6], aligned(1))).toThrow(
      "would give 1000001 grey levels; at most 65535 are possible",
    );
  });
});

describe("none", () => {
  it("takes the intensities as grey levels", () => {
    expect(levelsOf([1, 6, 3], { method: "none" })).toEqual({ data: [1, 6, 3], levels: 6 });
  });

  it.each([0, -2, 1.5])("refuses %d", (value) => {
    expect(() => levelsOf([1, value], { method: "none" })).toThrow(
      `method "none" takes positive integers as grey levels; found ${value}`,
    );
  });
});

describe("every method", () => {
  const methods: DiscretiseInput[] = [
    { method: "none" },
    { method: "fixedBinSize", width: 1 },
    { method: "fixedBinNumber", bins: 8 },
  ];
  it.each(methods)("gives no level for an empty mask: $method", (settings) => {
    expect(levelsOf([1, 2], settings, [0, 0])).toEqual({ data: [0, 0], levels: 0 });
  });
});

describe("countLevels", () => {
  it("counts empty levels too", () => {
    const { image, mask } = line([1, 3, 3, 1, 3], [1, 1, 1, 0, 1]);
    expect([...countLevels(discretise(image, mask, { method: "none" }))]).toEqual([1, 0, 3]);
  });
});

describe("input of discretise", () => {
  const { image, mask } = line([1, 2, 3]);
  const width1 = { method: "fixedBinSize", width: 1 } as const;

  it.each([
    [{ method: "x" }, /^discretise\.method: found "x"/],
    [{ method: "fixedBinNumber", bins: 0 }, /^discretise\.bins: found 0/],
    [{ method: "fixedBinSize", width: -1 }, /^discretise\.width: found -1/],
    [
      { method: "fixedBinSize", width: 1, minimum: "alligned" },
      'discretise.minimum: found "alligned", expected null, a number or "aligned"; did you mean "aligned"?',
    ],
    [null, /^discretise: found null/],
  ])("refuses the settings %j", (input, message) => {
    const run = () => discretise(image, mask, input as DiscretiseInput);
    expect(run).toThrow(message);
    expect(run).toThrow(expect.objectContaining({ code: "invalid-settings" }));
  });

  it("refuses a mask on another grid, or of other values than 0 and 1", () => {
    const moved = { ...mask, origin: [5, 0, 0] as const };
    expect(() => discretise(image, moved, width1)).toThrow(
      expect.objectContaining({ code: "geometry-mismatch" }),
    );
    const labels = { ...mask, data: Uint8Array.of(0, 1, 2) };
    expect(() => discretise(image, labels, width1)).toThrow(
      expect.objectContaining({ code: "invalid-mask" }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses %d inside the mask", (x) => {
    const broken = { ...image, data: Float64Array.of(1, x, 3) };
    expect(() => discretise(broken, mask, width1)).toThrow(
      expect.objectContaining({ code: "invalid-intensity" }),
    );
    const around = { ...mask, data: Uint8Array.of(1, 0, 1) };
    expect([...discretise(broken, around, width1).data]).toEqual([1, 0, 3]);
  });
});
