import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import type { FeatureFacts } from "../../src/pyradiomics/classes/feature-class.ts";
import { featureClasses } from "../../src/pyradiomics/classes/feature-classes.ts";
import { parseParams } from "../../src/pyradiomics.ts";
import { describeWithBaselines, pyradiomicsPath } from "./baselines.ts";

const rows = featureClasses.flatMap(({ name, features, tagEnding }) =>
  Object.entries(features as Readonly<Record<string, FeatureFacts>>).map(([feature, facts]) => ({
    key: `${name} ${feature}`,
    tag: facts.ibsi === null ? null : `${facts.ibsi.tag}${tagEnding}`,
    facts,
  })),
);

describeWithBaselines("names of PyRadiomics", () => {
  it("have the tags of the published pairs", () => {
    const text = readFileSync(pyradiomicsPath("names.csv"), "utf8");
    const pairs = parse(text, { columns: true }) as Record<"class" | "feature" | "tag", string>[];
    expect(pairs).toHaveLength(105);
    const tags = new Map(rows.map(({ key, tag }) => [key, tag]));
    for (const pair of pairs) {
      expect(tags.get(`${pair.class} ${pair.feature}`), pair.feature).toBe(pair.tag);
    }
  });
});

it("are measured in the order of PyRadiomics' methods, deprecated ones only by name", () => {
  const counts = parseParams({}).featureClasses.map(({ name, features }) => [
    name,
    features.length,
  ]);
  // as its documentation counts them
  expect(counts).toEqual([
    ["firstorder", 18],
    ["glcm", 24],
    ["gldm", 14],
    ["glrlm", 16],
    ["glszm", 16],
    ["ngtdm", 5],
    ["shape", 14],
    ["shape2D", 9],
  ]);
  const glcm = parseParams({}).featureClasses[1].features;
  expect(glcm.slice(0, 3)).toEqual(["Autocorrelation", "ClusterProminence", "ClusterShade"]);
  expect(glcm.slice(9, 19)).toEqual([
    ...["Id", "Idm", "Idmn", "Idn", "Imc1", "Imc2", "InverseVariance"],
    ...["JointAverage", "JointEnergy", "JointEntropy"],
  ]);
  expect(glcm.slice(19, 21)).toEqual(["MCC", "MaximumProbability"]);
});

it("say what replaces a feature that has no value", () => {
  const replaced = rows.filter(({ facts }) => facts.replacedBy !== undefined);
  expect(replaced.map(({ key }) => key)).toEqual([
    ...["glcm Dissimilarity", "glcm Homogeneity1", "glcm Homogeneity2", "glcm SumVariance"],
    ...["gldm DependencePercentage", "gldm GrayLevelNonUniformityNormalized"],
  ]);
});
