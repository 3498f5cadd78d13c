import { describe, expect, it } from "vitest";
import { nearest } from "../../src/messages/nearest.ts";

describe("nearest", () => {
  it.each([
    ["resampel", ["resegment", "resample"], "resample"],
    ["liner", ["nearest", "linear", "cubic"], "linear"],
    ["GLCM", ["glrlm", "glcm"], "glcm"],
    ["discretize", ["discretise"], "discretise"],
    ["ibsi1a", ["ibsi-1a", "ibsi-1b"], "ibsi-1a"],
    ["x", ["y"], "y"],
    ["ibsi-1f", ["ibsi-1a", "ibsi-1b"], "ibsi-1a"],
    ["Laplacian", ["laws", "laplacianOfGaussian"], "laplacianOfGaussian"],
    ["euclid", ["manhattan", "euclidean"], "euclidean"],
  ])("takes %s of %j to be %s", (word, candidates, meant) => {
    expect(nearest(word, candidates)).toBe(meant);
  });

  it.each([
    ["binWidth", ["method", "width", "minimum"]],
    ["", ["distance"]],
    ["resample".repeat(1000), ["resample"]],
    ["linear", []],
    ["fixedBin", ["fixedBinSize", "fixedBinNumber"]],
    ["la", ["laplacianOfGaussian"]],
  ])("finds nothing near %s", (word, candidates) => {
    expect(nearest(word, candidates)).toBeNull();
  });
});
