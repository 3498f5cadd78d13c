import { describe, expect, it } from "vitest";
import {
  intensityVolumeFeatures,
  summariseIntensityVolume,
} from "../../src/families/intensity-volume.ts";
import { evaluate } from "../../src/features/feature.ts";

const values = (intensities: number[]) => {
  const summary = summariseIntensityVolume(
    Float64Array.from(intensities),
    { method: "none" },
    null,
  );
  return Object.values(intensityVolumeFeatures).map((feature) => evaluate(feature, summary));
};

describe("intensity-volume histogram features", () => {
  it("are read from the curve: levels 1 to 5 with ν = 1, 3/4, 1/4, 1/4, 1/4", () => {
    const found = values([1, 2, 2, 5]).map(({ value }) => value);
    const area = (0.5 + 3 / 4 + 1 / 4 + 1 / 4 + 1 / 8) / 4;
    expect(found).toEqual([0.75, 0.25, 6, 2, 0.5, 4, area]);
  });

  it("name the single level where there is no intensity fraction", () => {
    const one = "single-grey-level";
    expect(values([3, 3])).toEqual([
      { value: 1, reason: one },
      { value: 1, reason: one },
      { value: 4, reason: null },
      { value: 4, reason: null },
      { value: 0, reason: one },
      { value: 0, reason: null },
      { value: 0, reason: one },
    ]);
  });
});
