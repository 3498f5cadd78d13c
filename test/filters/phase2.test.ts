import { beforeAll, expect, it } from "vitest";
import reference from "../../ibsi-phantoms/reference/ibsi2-phase2.json" with { type: "json" };
import { statisticsFeatures } from "../../src/families/statistics.ts";
import { evaluate } from "../../src/features/feature.ts";
import type { FilterInput } from "../../src/filters/filters.ts";
import { summariseSample } from "../../src/math/distribution.ts";
import { resample, resampleMask } from "../../src/processing/resample.ts";
import { resegment } from "../../src/processing/resegment.ts";
import { type Mask, toMask } from "../../src/volume/mask.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { ctPhantom, describeWithData } from "../phantoms.ts";
import { respond } from "./volumes.ts";

const range = { range: [-1000, 400], outlierSigma: null } as const;

/** Configuration B; A keeps the grid. */
const oneMillimetre = {
  spacing: [1, 1, 1],
  interpolation: "cubic",
  maskInterpolation: "linear",
  maskThreshold: 0.5,
  roundIntensities: true,
} as const;

describeWithData("IBSI 2, phase 2: statistics of filtered images", () => {
  let processed: Record<string, { image: Volume; mask: Mask }>;

  beforeAll(async () => {
    const { image, mask } = await ctPhantom();
    const region = toMask(mask);
    const resampled = resample(image, oneMillimetre);
    processed = {
      A: { image, mask: resegment(image, region, range) },
      B: {
        image: resampled,
        mask: resegment(resampled, resampleMask(region, oneMillimetre), range),
      },
    };
  });

  it.each(Object.entries(reference.filters))("%s", (config, filter) => {
    const { image, mask } = processed[config.slice(-1)];
    const { data } = filter === null ? image : respond(image, filter as FilterInput);
    const inside = Float64Array.from(data).filter((_, v) => mask.data[v] !== 0);
    const distribution = summariseSample(inside);
    const rows = reference.rows.filter((row) => row[0] === config && row[4] !== null);
    expect(rows.length).toBeGreaterThan(16);
    for (const [, tag, code, , value, tolerance] of rows as [
      string,
      string,
      string,
      string,
      number,
      number,
    ][]) {
      const feature = Object.values(statisticsFeatures).find((f) => f.code === code);
      const { value: found } = evaluate(feature as never, distribution);
      const rounded = Number((found ?? Number.NaN).toPrecision(3));
      expect(Math.abs(rounded - value), `${tag}: ${found}, reference ${value}`).toBeLessThanOrEqual(
        tolerance * (1 + 1e-9),
      );
    }
  });
});
