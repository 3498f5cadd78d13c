import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { estimateNoise } from "../../src/perturbation/noise.ts";
import { type PerturbOptions, perturb } from "../../src/perturbation/perturb.ts";
import type { Perturbation } from "../../src/perturbation/perturbation.ts";
import { interpolate } from "../../src/processing/interpolate.ts";
import { resample, resampleMask } from "../../src/processing/resample.ts";
import { columnOf } from "../../src/report/csv.ts";
import { agreementTable } from "../../src/reproducibility/agreement-table.ts";
import { fromWideRecords } from "../../src/reproducibility/measurement-table.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { boundingBox, crop } from "../../src/volume/box.ts";
import { indexToWorld, worldToIndex } from "../../src/volume/geometry.ts";
import { countVoxels, type Mask } from "../../src/volume/mask.ts";
import type { Vec3, Volume } from "../../src/volume/volume.ts";
import { digitalPhantom } from "../phantoms.ts";
import { fill, gridArbitrary, maskOf, noise, rotation } from "../processing/arbitrary-volumes.ts";
import { arbitraryPair, type Pair, surrounded } from "../regions.ts";

/** A ball in noise, on an oblique grid of unequal spacing. */
const grid = {
  size: [40, 36, 20],
  spacing: [1, 1.25, 2],
  origin: [-30, 12, 7],
  direction: rotation(0.3, -0.2, 0.5),
} as const;
const image = noise(grid, 11);
const mask = maskOf(
  grid,
  (x, y, z) => ((x - 19) / 7) ** 2 + ((y - 17) / 6) ** 2 + ((z - 9) / 4) ** 2 <= 1,
);

/** Values of a volume by place in the world, to a micrometre. */
function byPlace({ data, ...volume }: Volume): Map<string, number> {
  const [nx, ny] = volume.size;
  return new Map(
    Array.from(data, (value, v) => {
      const place = indexToWorld(volume, [
        v % nx,
        Math.floor(v / nx) % ny,
        Math.floor(v / (nx * ny)),
      ]);
      return [place.map((p) => (p + 1e-9).toFixed(4)).join(), value];
    }),
  );
}

describe("perturb", () => {
  it("draws noise from a seed of its own where one is given, and the rest from the seed", () => {
    const steps = { noise: 20, volume: 0.1 };
    const [plain, other] = [{}, { noiseSeed: 8 }].map((own) => perturb(image, mask, steps, 1, own));
    expect(other.mask.data).toEqual(plain.mask.data);
    expect(other.image.data).not.toEqual(plain.image.data);
    const noisy = perturb(image, mask, { noise: 20 }, 8);
    expect(other.image.data).toEqual(noisy.image.data);
    expect([plain.record.noiseSeed, other.record.noiseSeed]).toEqual([undefined, 8]);
  });

  it("does nothing where nothing is asked for", () => {
    const { image: same, mask: sameMask, record } = perturb(image, mask, {}, 1);
    expect(same).toEqual({
      ...image,
      data: Float64Array.from(image.data),
      origin: expect.anything(),
    });
    expect(sameMask.data).toEqual(mask.data);
    expect(record).toMatchObject({ chain: "", noiseLevel: null, supervoxels: null });
  });

  it("interpolates as extract does where told to", () => {
    const step = {
      spacing: [1.5, 1.5, 1.5],
      interpolation: "cubic",
      roundIntensities: true,
    } as const;
    const found = perturb(image, mask, {}, 1, { resample: step });
    const expected = resample(image, step);
    expect(found.image.size).toEqual(expected.size);
    expect(found.image.spacing).toEqual(expected.spacing);
    expect(found.image.data).toEqual(expected.data);
    expect(found.mask.data).toEqual(resampleMask(mask, step).data);
  });

  it("shifts the grid by parts of its voxels, image and mask alike", () => {
    const shift: Vec3 = [0.25, 0.5, 0.75];
    const found = perturb(image, mask, { translation: shift }, 1, { margin: 5 });
    const corner = worldToIndex(image, found.image.origin);
    corner.forEach((k, a) => {
      expect(k - Math.floor(k)).toBeCloseTo(shift[a], 9);
    });
    const expected = interpolate(image, found.image, "linear");
    found.image.data.forEach((value, v) => {
      expect(value).toBeCloseTo(expected.data[v], 6);
    });
    const inside = interpolate(mask, found.image, "linear").data.map(
      (value) => +(value >= 0.5 - 1e-7),
    );
    expect(found.mask.data).toEqual(Uint8Array.from(inside));
  });

  it("turns the grid in the slice plane about the centre, in the world", () => {
    const { image: turned, mask: region } = perturb(image, mask, { rotation: 30 }, 1, {
      centre: "region",
    });
    // its x axis leans by 30 degrees towards the image's y axis
    const cosine = (a: number, b: number) =>
      [0, 3, 6].reduce((sum, r) => sum + turned.direction[r + a] * image.direction[r + b], 0);
    expect(cosine(0, 0)).toBeCloseTo(Math.cos(Math.PI / 6), 12);
    expect(cosine(0, 1)).toBeCloseTo(Math.sin(Math.PI / 6), 12);
    expect(cosine(2, 2)).toBeCloseTo(1, 12);
    // the region stays where it was and about as large
    expect(Math.abs(countVoxels(region) / countVoxels(mask) - 1)).toBeLessThan(0.03);
    const centreOf = (m: Mask) => {
      const places = [...byPlace(m)]
        .filter(([, v]) => v === 1)
        .map(([p]) => p.split(",").map(Number));
      return [0, 1, 2].map((a) => places.reduce((sum, p) => sum + p[a], 0) / places.length);
    };
    centreOf(region).forEach((c, a) => {
      expect(Math.abs(c - centreOf(mask)[a])).toBeLessThan(0.1);
    });
  });

  it("samples a smooth image at its places in the world, however it is turned", () => {
    const world = (p: Vec3) => Math.sin(p[0] / 15) + Math.cos(p[1] / 11) * Math.sin(p[2] / 13);
    const smooth = fill(grid, (x, y, z) => world(indexToWorld(grid, [x, y, z])));
    const perturbation: Perturbation = { rotation: 112, translation: [0.3, 0.6, 0.1] };
    const options: PerturbOptions = {
      resample: { spacing: [1.1, 0.9, 1.7], interpolation: "cubic" },
      margin: 0,
    };
    const found = perturb(smooth, mask, perturbation, 1, options).image;
    const [nx, ny] = found.size;
    found.data.forEach((value, v) => {
      const index: Vec3 = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
      expect(Math.abs(value - world(indexToWorld(found, index)))).toBeLessThan(1e-3);
    });
  });

  it("makes the same region whatever is kept around it", () => {
    const everything: Perturbation = {
      noise: 30,
      rotation: 17,
      translation: [0.2, 0.4, 0.6],
      volume: 0.1,
    };
    const resampling = { spacing: [1.2, 1.2, 1.5], interpolation: "cubic" } as const;
    const whole = perturb(image, mask, everything, 3, { resample: resampling });
    const cut = perturb(image, mask, everything, 3, { resample: resampling, margin: 4 });
    expect(cut.image.data.length).toBeLessThan(whole.image.data.length / 4);
    expect(cut.record.voxels).toEqual(whole.record.voxels);
    const values = byPlace(whole.image);
    const inside = byPlace(whole.mask);
    for (const [place, value] of byPlace(cut.image))
      expect(Math.abs(value - (values.get(place) ?? Number.NaN))).toBeLessThan(1e-6);
    for (const [place, value] of byPlace(cut.mask)) expect(inside.get(place)).toBe(value);
  });

  it("draws the same contour whatever is kept around it", () => {
    const whole = perturb(image, mask, { contour: true }, 3);
    const cut = perturb(image, mask, { contour: true }, 3, { margin: 0 });
    expect(cut.record.supervoxels).toEqual(whole.record.supervoxels);
    const inside = byPlace(whole.mask);
    for (const [place, value] of byPlace(cut.mask)) expect(inside.get(place)).toBe(value);
  });

  it("keeps the region also where turning moves it past the image's corner", () => {
    const corner = maskOf(grid, (x, y) => x < 5 && y < 4);
    const { mask: turned, record } = perturb(image, corner, { rotation: 40 }, 1);
    expect(Math.abs(record.voxels.final / countVoxels(corner) - 1)).toBeLessThan(0.15); // 20 voxels a slice
    expect(countVoxels(turned)).toBe(record.voxels.final);
  });

  it("can be done again from its record", () => {
    const options: PerturbOptions = {
      margin: 6,
      resample: { spacing: [1.3, 1.3, 2] },
      centre: "region",
    };
    const first = perturb(image, mask, "RNTCV", 99, options);
    const {
      perturbation,
      noiseLevel,
      seed,
      resample: step,
      centre,
      margin,
    } = JSON.parse(JSON.stringify(first.record));
    expect(first.record.chain).toBe("RNTCV");
    expect(noiseLevel).toBeGreaterThan(100); // the image is noise with a standard deviation of 577
    const again = perturb(image, mask, { ...perturbation, noise: noiseLevel }, seed, {
      resample: step,
      centre,
      margin,
    });
    expect(again.image).toEqual(first.image);
    expect(again.mask).toEqual(first.mask);
    expect(perturb(image, mask, "RNTCV", 98, options).image.data).not.toEqual(first.image.data);
  });

  it("adds noise at the image's own level, before anything else", () => {
    const { image: noisy, record } = perturb(image, mask, { noise: "estimated" }, 4);
    expect(record.noiseLevel).toBe(estimateNoise(image));
    const squares = noisy.data.map((x, v) => (x - image.data[v]) ** 2);
    const sd = Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);
    expect(Math.abs(sd / estimateNoise(image) - 1)).toBeLessThan(0.02);
    // turning by right angles moves the same noise
    const turned = perturb(image, mask, { noise: "estimated", rotation: 90 }, 4).image;
    const places = byPlace(turned);
    for (const [place, value] of byPlace(noisy)) expect(places.get(place)).toBe(value);
  });

  it("leaves its arguments as they are", () => {
    const before = [[...image.data], [...mask.data]];
    perturb(image, mask, "RNTCV", 1, { resample: { spacing: [2, 2, 2], roundIntensities: true } });
    expect([[...image.data], [...mask.data]]).toEqual(before);
  });

  it("takes the mask's interpolation and threshold", () => {
    const half = { translation: [0.5, 0, 0] } as const;
    const count = (maskThreshold: number) =>
      perturb(image, mask, half, 1, { resample: { spacing: grid.spacing, maskThreshold } }).record
        .voxels.moved;
    expect(count(0.4)).toBe(count(0.5));
    expect(count(0.6)).toBeLessThan(count(0.5));
  });

  it("refuses what makes no sense", () => {
    expect(() => perturb(image, mask, "RQ", 1)).toThrow("chain: found");
    expect(() => perturb(image, mask, {}, -4)).toThrow("seed: found -4");
    expect(() => perturb(image, mask, {}, 1, { margin: -1 })).toThrow("margin: found -1");
    expect(() => perturb(image, mask, {}, 1, { centre: "mask" as "image" })).toThrow(
      'centre: found "mask", expected "image" or "region"',
    );
    expect(() => perturb(image, crop(mask, { min: [1, 1, 1], max: [9, 9, 9] }), {}, 1)).toThrow(
      "mask is on another grid",
    );
    expect(() =>
      perturb(image, { ...mask, data: new Uint8Array(mask.data.length) }, {}, 1),
    ).toThrow("mask is empty");
    const speck = maskOf(grid, (x, y, z) => x === 9 && y === 9 && z === 9);
    expect(() => perturb(image, speck, { translation: [0.5, 0.5, 0.5] }, 1)).toThrow(
      "mask is empty after it was moved: it had 1 voxels, and none of 1 × 1.25 × 2 mm reaches the threshold 0.5 (linear)",
    );
  });
});

describe("what leaves voxels as they are", () => {
  const settings: SettingsInput = {
    discretise: { method: "none" },
    aggregations: ["3D:avg", "3D:mrg"],
  };
  const exact: readonly Perturbation[] = [
    { translation: [3, -2, 1] },
    { rotation: 90 },
    { rotation: 180 },
    { rotation: -90, translation: [-1, 0, 4] },
  ];
  const valuesOf = ({ image: i, mask: m }: Pair) =>
    extract(i, m, settings).features.map(({ tag, value, reason }) => ({ tag, value, reason }));

  function expectSame(pair: Pair): void {
    const expected = valuesOf(pair);
    for (const perturbation of exact) {
      const found = valuesOf(perturb(pair.image, pair.mask, perturbation, 1));
      found.forEach(({ tag, value, reason }, n) => {
        const { value: before, reason: why } = expected[n];
        expect(reason, tag).toBe(why);
        if (value === null || before === null) expect(value, tag).toBe(before);
        else
          expect(Math.abs(value - before), tag).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(before)),
          );
      });
    }
  }

  it("copies values and keeps every one at its place in the world", () => {
    const anyPair = gridArbitrary([6, 5, 4]).chain((g) =>
      fc.tuple(fc.nat(), fc.constantFrom(...exact)).map(([seed, perturbation]) => ({
        volume: noise(g, seed),
        region: maskOf(g, (x, y, z) => (x + y + z) % 2 === 0),
        perturbation,
      })),
    );
    fc.assert(
      fc.property(anyPair, ({ volume, region, perturbation }) => {
        const moved = perturb(volume, region, perturbation, 1);
        for (const [before, after] of [
          [volume, moved.image],
          [region, moved.mask],
        ] as const) {
          expect(after.data).toHaveLength(before.data.length);
          const [nx, ny] = after.size;
          after.data.forEach((value, v) => {
            const index: Vec3 = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
            const [x, y, z] = worldToIndex(before, indexToWorld(after, index)).map(Math.round);
            expect(value).toBe(before.data[x + before.size[0] * (y + before.size[1] * z)]);
          });
        }
      }),
    );
  });

  it("leaves all 3D features of the digital phantom unchanged", () => {
    const { image: i, mask: m } = digitalPhantom();
    expectSame({
      image: surrounded({ ...i, data: Float64Array.from(i.data) }, [2, 3, 1], 9),
      mask: surrounded({ ...m, data: Uint8Array.from(m.data) }, [2, 3, 1], 0),
    });
  });

  it("leaves all 3D features of any region unchanged", () => {
    fc.assert(fc.property(arbitraryPair(5), expectSame), { numRuns: 25, endOnFailure: true });
  });

  it("gives every feature that varies among regions an intraclass correlation of 1", () => {
    const { image: i, mask: m } = digitalPhantom();
    // three regions of the phantom, by the sign of what is left out
    const regions = [() => true, (v: number) => v % 3 !== 0, (v: number) => v % 4 !== 1].map(
      (keep) => ({
        image: i,
        mask: { ...m, data: Uint8Array.from(m.data, (value, v) => (keep(v) ? value : 0)) },
      }),
    );
    const records = regions.flatMap((pair, subject) =>
      [{}, ...exact].map((perturbation) => {
        const moved = perturb(pair.image, pair.mask, perturbation, 1);
        const { features } = extract(moved.image, moved.mask, {
          ...settings,
          families: [
            "statistics",
            "histogram",
            "glcm",
            "glrlm",
            "glszm",
            "gldzm",
            "ngtdm",
            "ngldm",
          ],
        });
        // sums in another order differ in the last digits
        const rounded = features.map((f) => [
          columnOf(f),
          f.value === null ? null : Number(f.value.toPrecision(10)),
        ]);
        return { subject: String(subject), ...Object.fromEntries(rounded) };
      }),
    );
    const { features } = agreementTable(fromWideRecords(records, ["subject"]), {
      type: "perturbations",
      subject: "subject",
    });
    const judged = features.filter(({ reason }) => reason !== "no-variance");
    expect(judged.length).toBeGreaterThan(100);
    for (const { feature, icc, verdict } of judged) {
      expect(icc[0].value, feature).toBe(1);
      expect(verdict, feature).toBe("excellent");
    }
  });
});

describe("the region's window", () => {
  it("is the region and the margin, as far as the image goes", () => {
    const { image: cut, mask: cutMask } = perturb(image, mask, {}, 1, { margin: 4 });
    const box = boundingBox(cutMask);
    expect(box?.min).toEqual([4, 4, 2]); // 4 mm in voxels of 1, 1.25 and 2 mm
    expect(cut.size).toEqual(cutMask.size);
    const { image: wide } = perturb(image, mask, {}, 1, { margin: 1000 });
    expect(wide.size).toEqual(image.size);
  });
});

describe("perturb with voxels that have no finite intensity", () => {
  const centre = 19 + 40 * (17 + 36 * 9);
  const data = Float64Array.from(image.data);
  data[centre] = Number.NaN;
  const holed = { ...image, data };
  const moves: Perturbation = { rotation: 7, translation: [0.3, 0.6, 0.2], volume: 0.1 };

  it("makes the samples NaN that they have a weight in, which extract excludes", () => {
    for (const steps of [moves, { ...moves, noise: "estimated" as const }, { rotation: 90 }]) {
      const whole = perturb(image, mask, steps, 3);
      const found = perturb(holed, mask, steps, 3, { nonFinite: "exclude" });
      expect(found.mask).toEqual(whole.mask);
      const count = found.image.data.filter(Number.isNaN).length;
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThanOrEqual(16);
      const settings: SettingsInput = { nonFinite: "exclude", families: ["statistics"] };
      const { roi } = extract(found.image, found.mask, settings);
      expect(roi.morphologicalVoxels - roi.intensityVoxels).toBe(count);
      if (!("noise" in steps)) {
        found.image.data.forEach((x, v) => {
          if (!Number.isNaN(x)) expect(x).toBe(whole.image.data[v]);
        });
      }
    }
  });

  it("draws a contour around them where they are excluded, and refuses it otherwise", () => {
    const steps: Perturbation = { contour: true };
    expect(() => perturb(holed, mask, steps, 3)).toThrow("no finite intensity");
    const { record } = perturb(holed, mask, steps, 3, { nonFinite: "exclude" });
    expect(record.voxels.final).toBeGreaterThan(0);
  });

  it("refuses splines that meet one in the region", () => {
    const resample = { spacing: [1, 1.25, 2], interpolation: "cubic" } as const;
    const move = (steps: Perturbation, nonFinite?: "exclude") => () =>
      perturb(holed, mask, steps, 3, { resample, ...(nonFinite && { nonFinite }) });
    expect(move(moves, "exclude")).toThrow("interpolate by linear or nearest");
    expect(move(moves)).not.toThrow();
    // nothing is interpolated
    expect(move({ rotation: 90 }, "exclude")).not.toThrow();
    const word = { nonFinite: "leave" } as unknown as PerturbOptions;
    expect(() => perturb(holed, mask, moves, 3, word)).toThrow("nonFinite: found");
  });
});
