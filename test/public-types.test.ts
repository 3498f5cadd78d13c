import { describe, expect, expectTypeOf, it } from "vitest";
import {
  completeFilter,
  type Extraction,
  extract,
  type FamilyId,
  type FeatureName,
  type FeatureValue,
  type FilterInput,
  featureMap,
  type Mask,
  type SettingsInput,
  type Volume,
} from "../src/index.ts";
import { type FileRegion, type listRegions, read } from "../src/io.ts";
import { digitalPhantom } from "../src/validate.ts";

const { image, mask } = digitalPhantom();

describe("types of results", () => {
  const result = extract(image, mask, { families: ["statistics"] });

  it("are literal for family and name of a feature", () => {
    expectTypeOf(result).toEqualTypeOf<Extraction>();
    expectTypeOf(result.features).toEqualTypeOf<readonly FeatureValue[]>();
    const [row] = result.features;
    expectTypeOf(row.family).toEqualTypeOf<FamilyId>();
    expectTypeOf(row.value).toEqualTypeOf<number | null>();
    expectTypeOf<"glcm">().toExtend<FamilyId>();
    expectTypeOf<string>().not.toExtend<FamilyId>();
    expectTypeOf<"jointEntropy">().toExtend<FeatureName<"glcm">>();
    expectTypeOf<"coarseness">().not.toExtend<FeatureName<"glcm">>();
    // @ts-expect-error no such family
    expect(row.family === "glmc").toBe(false);
    if (row.family === "statistics") {
      expectTypeOf(row.name).toEqualTypeOf<FeatureName<"statistics">>();
      // @ts-expect-error a feature of another family
      expect(row.name === "coarseness").toBe(false);
    }
  });

  it("are volumes and regions for files", () => {
    expectTypeOf(read).returns.resolves.toExtend<Volume>();
    expectTypeOf<Awaited<ReturnType<typeof listRegions>>>().toExtend<readonly FileRegion[]>();
  });
});

describe("types of wrong input", () => {
  it("do not compile", () => {
    const wrong: (() => unknown)[] = [
      // @ts-expect-error no such setting
      () => extract(image, mask, { resampel: null }),
      // @ts-expect-error no such family
      () => extract(image, mask, { families: ["glmc"] }),
      // @ts-expect-error a setting of another method
      () => extract(image, mask, { discretise: { method: "fixedBinNumber", width: 25 } }),
      // @ts-expect-error no volume
      () => extract("image.nii", mask),
      // @ts-expect-error no such shape
      () => featureMap(image, mask, { shape: "round" }),
      // @ts-expect-error no such option
      () => featureMap(image, mask, { kernel: "cubic" }),
    ];
    for (const call of wrong) expect(call).toThrow();
  });

  it("tell filters apart", () => {
    const mean: FilterInput = { type: "mean", support: 3 };
    // @ts-expect-error a setting of another filter
    const other: FilterInput = { type: "mean", support: 3, sigma: 1 };
    // @ts-expect-error a setting that the filter needs
    const bare: FilterInput = { type: "mean" };
    const settings: SettingsInput = { filters: [mean] };
    expect([settings, other, bare]).toHaveLength(3);
    expectTypeOf<Mask["data"]>().toExtend<Uint8Array>();
    expect(completeFilter(mean)).toMatchObject({ type: "mean", support: 3 });
  });
});
