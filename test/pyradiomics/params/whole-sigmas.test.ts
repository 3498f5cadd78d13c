import { describe, expect, it } from "vitest";
import { parseParams } from "../../../src/pyradiomics/params/parse-params.ts";

const sigmasOf = (text: string) => parseParams(text).imageTypes[0].settings.sigma;

describe("sigmas of a parameter file", () => {
  it("are texts where they are written as whole numbers", () => {
    expect(sigmasOf("imageType: { LoG: { sigma: [1, 2.0, 3.5, 10] } }")).toEqual([
      "1",
      2,
      3.5,
      "10",
    ]);
    expect(sigmasOf('{"imageType": {"LoG": {"sigma": [1.0, 2]}}}')).toEqual([1, "2"]);
    expect(sigmasOf("imageType: { LoG: {} }\nsetting: { sigma: [4] }")).toEqual(["4"]);
  });

  it("are refused as before where they are not above 0", () => {
    expect(() => sigmasOf("imageType: { LoG: { sigma: [0] } }")).toThrow(
      "imageType.LoG.sigma[0]: found 0, expected a number above 0",
    );
    expect(() => sigmasOf("imageType: { LoG: { sigma: 3 } }")).toThrow("found 3, expected");
  });

  it("leave the data of a program as they are", () => {
    const { imageTypes } = parseParams({ imageType: { LoG: { sigma: [1, "2"] } } });
    expect(imageTypes[0].settings.sigma).toEqual([1, "2"]);
  });
});
