import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { extractPyradiomics, type ParamsInput, parseParams } from "../../../src/pyradiomics.ts";
import { identityDirection, type Vec3, type Volume } from "../../../src/volume/volume.ts";

interface PeerValues {
  readonly size: Vec3;
  readonly spacing: Vec3;
  readonly data: readonly number[];
  readonly mask: readonly number[];
  readonly results: readonly {
    readonly settings: NonNullable<ParamsInput["setting"]>;
    readonly values: Readonly<Record<string, number | null>>;
  }[];
}

const peer: PeerValues = JSON.parse(
  readFileSync("test/pyradiomics/classes/peer-values.json", "utf8"),
);
const { size, spacing, results } = peer;
const grid = { size, spacing, origin: [0, 0, 0], direction: identityDirection } as const;
const image: Volume = { ...grid, data: Int16Array.from(peer.data) };
const mask: Volume = { ...grid, data: Uint8Array.from(peer.mask) };

/** Shape with the features that are deprecated. */
const shape = Object.keys(results[0].values)
  .filter((name) => name.startsWith("shape_"))
  .map((name) => name.slice("shape_".length));
const featureClass = {
  ...{ firstorder: null, glcm: null, gldm: null, glrlm: null, glszm: null, ngtdm: null },
  shape,
};

describe("the values of PyRadiomics' own classes", () => {
  it.each(
    results.map(({ settings, values }) => [JSON.stringify(settings), settings, values] as const),
  )("under %s", (_, setting, values) => {
    const { features } = extractPyradiomics(image, mask, parseParams({ setting, featureClass }));
    const expected: Readonly<Record<string, number | null>> = { ...results[0].values, ...values };
    expect(features).toHaveLength(Object.keys(expected).length);
    for (const { name, value } of features) {
      const wanted = expected[name.slice("original_".length)] ?? Number.NaN;
      const distance = Math.abs((value ?? Number.NaN) - wanted);
      expect(distance, name).toBeLessThanOrEqual(1e-9 * Math.abs(wanted) + 1e-12);
    }
  });

  it("differ from one another, so that each setting is seen", () => {
    const counts = results.slice(1).map(({ values }) => Object.keys(values).length);
    expect(Math.min(...counts)).toBeGreaterThan(5);
  });
});

describe("a region without two neighbouring voxels", () => {
  const apart = Uint8Array.from({ length: 120 }, (_, v) => (v === 0 || v === 119 ? 1 : 0));
  const params = parseParams({ featureClass: { glcm: null, ngtdm: null, glszm: null } });
  const { features } = extractPyradiomics(image, { ...mask, data: apart }, params);
  const rowOf = (name: string) => features.find((one) => one.name === `original_${name}`);

  it("has no co-occurrence, and tone differences of 0", () => {
    expect(rowOf("glcm_Contrast")).toMatchObject({ value: null, reason: "no-voxel-pairs" });
    expect(rowOf("ngtdm_Coarseness")?.value).toBe(1e6);
    expect(rowOf("ngtdm_Strength")?.value).toBe(0);
    expect(rowOf("glszm_ZonePercentage")?.value).toBe(1);
  });
});

describe("a region in which no line has two voxels", () => {
  // the step of (1, 2, 0) between both voxels is along no angle
  const apart = Uint8Array.from({ length: 120 }, (_, v) => ([0, 13].includes(v) ? 1 : 0));
  const runs = (weightingNorm: NonNullable<ParamsInput["setting"]>["weightingNorm"]) => {
    const params = parseParams({
      featureClass: { glrlm: null },
      setting: { weightingNorm, binWidth: 5 },
    });
    return extractPyradiomics(image, { ...mask, data: apart }, params).features;
  };

  it.each(["no_weighting", "euclidean", "manhattan", "infinity"] as const)(
    "has under the norm %s the sums 0, and else no run length feature, as PyRadiomics",
    (norm) => {
      const found = runs(norm);
      expect(found).toHaveLength(16);
      expect(found.filter(({ value }) => value !== null)).toEqual([
        { name: "original_glrlm_RunEntropy", value: 0, reason: "no-voxel-pairs" },
        { name: "original_glrlm_RunVariance", value: 0, reason: "no-voxel-pairs" },
      ]);
    },
  );

  it("has no run length feature without a norm", () => {
    expect(runs(null).map(({ value }) => value)).toEqual(new Array(16).fill(null));
  });
});

it("deprecated features are measured by name, or told to be replaced", () => {
  const params = parseParams({
    featureClass: { firstorder: ["StandardDeviation", "Variance"], glcm: ["Homogeneity1", "Id"] },
  });
  const { features, notes } = extractPyradiomics(image, mask, params);
  expect(features.map(({ name }) => name)).toEqual([
    ...["original_firstorder_StandardDeviation", "original_firstorder_Variance"],
    "original_glcm_Id",
  ]);
  expect((features[0].value ?? 0) ** 2).toBeCloseTo(features[1].value ?? 0, 9);
  expect(notes).toMatchObject([
    { code: "feature-skipped", message: "glcm Homogeneity1 was left out: it is equal to Id" },
  ]);
});
