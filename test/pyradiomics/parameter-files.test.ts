// slow: six parameter files on two images, with wavelets and Laplacians of Gaussian
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { extractPyradiomics, parseParams } from "../../src/pyradiomics.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { describeWithBaselines, onlySlice, pyradiomicsPath, testCase } from "./baselines.ts";

const letters = ["LLH", "LHL", "LHH", "HLL", "HLH", "HHL", "HHH", "LLL"];
const planeLetters = ["LH", "HL", "HH", "LL"];
const logs = (sigmas: readonly number[]) => sigmas.map((sigma) => `log-sigma-${sigma}-0-mm-3D`);

/** What each file asks for: the images, and the number of features of each. */
const files = {
  "Params.yaml": { images: ["original"], shape: 14, each: 18 + 22 + 16 + 16 + 14 },
  "exampleCT.yaml": {
    images: ["original", ...logs([1, 2, 3, 4, 5]), ...letters.map((one) => `wavelet-${one}`)],
    shape: 14,
    each: 18 + 22 + 16 + 16 + 14,
  },
  "exampleMR_3mm.yaml": {
    images: ["original", ...logs([2, 3, 4, 5]), ...letters.map((one) => `wavelet-${one}`)],
    shape: 14,
    each: 18 + 22 + 16 + 16 + 14,
  },
  "exampleMR_NoResampling.yaml": {
    images: ["original", ...logs([1, 3, 5]), ...planeLetters.map((one) => `wavelet-${one}`)],
    shape: 14,
    each: 18 + 22 + 16 + 16 + 14,
  },
  "MR_2D_extraction.yaml": {
    images: ["original", ...logs([2, 3, 4, 5]), ...planeLetters.map((one) => `wavelet-${one}`)],
    shape: 9,
    each: 18 + 22 + 16 + 16 + 14 + 5,
  },
  "exampleVoxel.yaml": { images: ["original"], shape: 0, each: 1 },
} as const;

/** Slices of the masks that have many voxels: MR_2D_extraction.yaml is for regions in one slice. */
const slices: Readonly<Record<string, number>> = { brain1: 16, breast1: 9 };

describeWithBaselines("PyRadiomics' example parameter files", () => {
  const cases: Record<string, { image: Volume; mask: Volume }> = {};

  beforeAll(async () => {
    for (const name of ["brain1", "breast1"]) cases[name] = await testCase(name);
  });

  describe.each(["brain1", "breast1"])("on %s", (name) => {
    it.each(Object.entries(files))("%s gives every feature that it asks for", (file, asked) => {
      const params = parseParams(readFileSync(pyradiomicsPath(`params/${file}`), "utf8"));
      const { image, mask } = cases[name];
      const region = file.startsWith("MR_2D") ? onlySlice(mask, slices[name]) : mask;
      const { features, notes } = extractPyradiomics(image, region, params);
      const images = new Map<string, number>();
      for (const feature of features) {
        const [of, featureClass] = feature.name.split("_");
        const key = featureClass.startsWith("shape") ? "shape" : of;
        images.set(key, (images.get(key) ?? 0) + 1);
      }
      expect(Object.fromEntries(images)).toEqual({
        ...(asked.shape === 0 ? {} : { shape: asked.shape }),
        ...Object.fromEntries(asked.images.map((one) => [one, asked.each])),
      });
      expect(features.filter(({ value }) => value === null)).toEqual([]);
      expect(notes.filter(({ code }) => code === "image-type-skipped")).toEqual([]);
    });
  });

  it("for regions in one slice is refused of several", () => {
    const file = readFileSync(pyradiomicsPath("params/MR_2D_extraction.yaml"), "utf8");
    const { image, mask } = cases.brain1;
    expect(() => extractPyradiomics(image, mask, parseParams(file))).toThrow(
      "shape2D needs a region of one slice along z (force2Ddimension 0), found 7",
    );
  });
});
