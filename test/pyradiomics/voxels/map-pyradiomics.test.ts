import { describe, expect, it } from "vitest";
import { isVoxomicsError } from "../../../src/messages/errors.ts";
import { extractPyradiomics } from "../../../src/pyradiomics/extract-pyradiomics.ts";
import type { ParamsInput } from "../../../src/pyradiomics/params/params-schema.ts";
import { parseParams } from "../../../src/pyradiomics/params/parse-params.ts";
import { mapPyradiomics } from "../../../src/pyradiomics/voxels/map-pyradiomics.ts";
import type { Vec3, Volume } from "../../../src/volume/volume.ts";
import { volume } from "../../filters/volumes.ts";

const size: Vec3 = [6, 5, 4];

const image: Volume = {
  ...volume(size, (x, y, z) => 20 * ((3 * x + x * y + 5 * z * y + z * z) % 6), [1, 1, 2]),
  data: volume(size, (x, y, z) => 20 * ((3 * x + x * y + 5 * z * y + z * z) % 6)).data,
};

const mask = volume(size, (x, y, z) => ((x * y + 2 * z) % 5 === 0 || x === 0 ? 0 : 1), [1, 1, 2]);

/** The maps of an image by name, with the index of a voxel of the image in them. */
function mapsOf(params: ParamsInput, of: Volume = image, region: Volume = mask) {
  const { maps, notes } = mapPyradiomics(of, region, parseParams(params));
  return { maps: new Map(maps.map(({ name, volume: map }) => [name, map])), notes };
}

const everyClass = { firstorder: [], glcm: [], glrlm: [], glszm: [], gldm: [], ngtdm: [] };

/** The voxels of the region within a radius of a voxel, as a mask. */
function kernelMask(at: Vec3, radius: number, standing: number | null): Volume {
  return volume(
    size,
    (...p) => {
      const near = p.every((x, axis) => Math.abs(x - at[axis]) <= (axis === standing ? 0 : radius));
      return near ? mask.data[p[0] + 6 * (p[1] + 5 * p[2])] : 0;
    },
    [1, 1, 2],
  );
}

/** Features that do not change if all grey levels of a region grow by one number. */
const withoutLevels =
  /_firstorder_|_glcm_(Contrast|Cluster|Correlation|Difference|Id$|Idm$|Imc|InverseVariance|Joint(Energy|Entropy)|MaximumProbability|SumEntropy|SumSquares)|_glrlm_(GrayLevelVariance|GrayLevelNonUniformity|LongRunEmphasis|ShortRunEmphasis|Run)|_glszm_(GrayLevelVariance|GrayLevelNonUniformity|Zone|(Small|Large)AreaEmphasis)|_gldm_(GrayLevelVariance|GrayLevelNonUniformity|Dependence|(Small|Large)DependenceEmphasis)|_ngtdm_(Coarseness|Contrast|Strength)/;

describe("mapPyradiomics", () => {
  it.each([
    ["in space", 1, {}],
    ["in planes", 2, { force2D: true, force2Ddimension: 1 }],
  ] as const)(
    "gives each voxel what a region of its kernel has, %s",
    (_where, kernelRadius, planes) => {
      const setting = { binWidth: 20, minimumROIDimensions: 1, additionalInfo: false, ...planes };
      const { maps } = mapsOf({
        featureClass: everyClass,
        setting,
        voxelSetting: { kernelRadius },
      });
      const params = parseParams({ featureClass: everyClass, setting });
      let compared = 0;
      mask.data.forEach((inside, v) => {
        if (inside === 0) return;
        const at: Vec3 = [v % 6, Math.floor(v / 6) % 5, Math.floor(v / 30)];
        const kernel = kernelMask(at, kernelRadius, "force2D" in planes ? 1 : null);
        try {
          for (const { name, value } of extractPyradiomics(image, kernel, params).features) {
            if (!withoutLevels.test(name)) continue;
            // the maps are as large as the image: its box is grown to the border
            const found = maps.get(name)?.data[v] ?? null;
            const expected = value ?? Number.NaN;
            expect(found, `${name} at ${at}`).toBeCloseTo(expected, 9);
            compared++;
          }
        } catch (error) {
          // a kernel of one voxel is refused as a region
          if (!isVoxomicsError(error, "too-small")) throw error;
        }
      });
      expect(maps.get("original_firstorder_Mean")?.size).toEqual(size);
      expect(compared).toBeGreaterThan(2000);
    },
  );

  /**
   * PyRadiomics 3.1's classes with voxelBased, one voxel a batch: at the voxels (3, 2, 1), (5, 4, 3) and (1, 1, 1),
   * levels being those of the region or, without maskedKernel, of all voxels.
   */
  const published = [
    [
      "masked",
      "original_firstorder_Entropy",
      [1.8131838505075608, 1.9502120649147456, 1.906890595608517],
    ],
    ["masked", "original_firstorder_10Percentile", [0.0, 0.0, 28.000000000000004]],
    [
      "masked",
      "original_glcm_Autocorrelation",
      [12.807051282051283, 6.708333333333333, 18.740506715506715],
    ],
    ["masked", "original_glcm_Idn", [0.8077889702889702, 0.7667328042328042, 0.8353483487412059]],
    ["masked", "original_glcm_MCC", [0.6774367035142774, 0.9999999999999991, 0.7845162303108404]],
    [
      "masked",
      "original_glrlm_RunPercentage",
      [0.9130434782608697, 0.9642857142857143, 0.9025641025641025],
    ],
    [
      "masked",
      "original_glrlm_HighGrayLevelRunEmphasis",
      [14.524512977487806, 9.83373015873016, 20.678427982274137],
    ],
    [
      "masked",
      "original_glszm_LowGrayLevelZoneEmphasis",
      [0.4648015873015873, 0.3502777777777778, 0.08652777777777777],
    ],
    [
      "masked",
      "original_glszm_ZoneEntropy",
      [2.5216406363433164, 1.9999999999999987, 2.2516291673878213],
    ],
    [
      "masked",
      "original_gldm_LargeDependenceHighGrayLevelEmphasis",
      [245.95652173913044, 35.57142857142857, 402.8],
    ],
    [
      "masked",
      "original_ngtdm_Busyness",
      [0.7952480469721848, 0.44666666666666677, 0.2180332341269841],
    ],
    [
      "masked",
      "original_ngtdm_Strength",
      [1.168637150475879, 3.302521008403361, 2.163106706826386],
    ],
    [
      "unmasked",
      "original_firstorder_Entropy",
      [2.0205102682439255, 1.905639062229565, 2.368018169797746],
    ],
    ["unmasked", "original_firstorder_10Percentile", [0.0, 0.0, 0.0]],
    [
      "unmasked",
      "original_glcm_Autocorrelation",
      [11.792735042735044, 6.038461538461538, 12.440170940170939],
    ],
    ["unmasked", "original_glcm_Idn", [0.8029482091982092, 0.7844780219780219, 0.7710539460539461]],
    ["unmasked", "original_glcm_MCC", [0.7579375493649607, 0.850926683631653, 0.7813992893189283]],
    [
      "unmasked",
      "original_glrlm_RunPercentage",
      [0.9059829059829061, 0.9519230769230769, 0.908831908831909],
    ],
    [
      "unmasked",
      "original_glrlm_HighGrayLevelRunEmphasis",
      [13.969812439511436, 8.863553113553113, 14.93576324827161],
    ],
    [
      "unmasked",
      "original_glszm_LowGrayLevelZoneEmphasis",
      [0.3576587301587302, 0.3502777777777778, 0.2961111111111111],
    ],
    [
      "unmasked",
      "original_glszm_ZoneEntropy",
      [2.5216406363433164, 1.9999999999999987, 2.947702779220087],
    ],
    [
      "unmasked",
      "original_gldm_LargeDependenceHighGrayLevelEmphasis",
      [285.0, 33.5, 283.5925925925926],
    ],
    [
      "unmasked",
      "original_ngtdm_Busyness",
      [0.6015410312518987, 0.6753246753246753, 0.6586060997825706],
    ],
    [
      "unmasked",
      "original_ngtdm_Strength",
      [1.3153280286918823, 3.0227272727272725, 1.5455222420075418],
    ],
    [
      "flat",
      "original_firstorder_Entropy",
      [2.2246017527145794, 1.9749375012019255, 1.9877733714879824],
    ],
    ["flat", "original_firstorder_10Percentile", [0.0, 0.0, 0.0]],
    ["flat", "original_glcm_Autocorrelation", [8.369047619047619, 9.5, 18.221130952380953]],
    ["flat", "original_glcm_Idn", [0.7598570741427884, 0.7538690476190477, 0.7959267419088847]],
    ["flat", "original_glcm_MCC", [0.8206281339420705, 0.7795198329419291, 0.683557896546261]],
    ["flat", "original_glrlm_RunPercentage", [0.921875, 0.9444444444444444, 0.8846153846153847]],
    [
      "flat",
      "original_glrlm_HighGrayLevelRunEmphasis",
      [11.052380952380954, 10.597222222222221, 17.420454545454547],
    ],
    [
      "flat",
      "original_glszm_LowGrayLevelZoneEmphasis",
      [0.41762626262626257, 0.3946031746031746, 0.3885185185185185],
    ],
    [
      "flat",
      "original_glszm_ZoneEntropy",
      [3.095795255000931, 1.9502120649147456, 2.419381945646369],
    ],
    [
      "flat",
      "original_gldm_LargeDependenceHighGrayLevelEmphasis",
      [24.75, 50.333333333333336, 126.0],
    ],
    [
      "flat",
      "original_ngtdm_Busyness",
      [1.0416501322751324, 0.4880081300813009, 0.28173076923076923],
    ],
    ["flat", "original_ngtdm_Strength", [2.559609964195932, 2.2737975109317192, 3.121678321678322]],
  ] as const;

  const settings = {
    masked: {},
    unmasked: { voxelSetting: { maskedKernel: false } },
    flat: { setting: { force2D: true, force2Ddimension: 2 }, voxelSetting: { kernelRadius: 2 } },
  } as const;

  it.each(["masked", "unmasked", "flat"] as const)("is what PyRadiomics gives, %s", (kind) => {
    const chosen: ParamsInput = settings[kind];
    const { maps } = mapsOf({
      ...chosen,
      featureClass: everyClass,
      setting: { ...chosen.setting, binWidth: 20 },
    });
    for (const [of, name, values] of published) {
      if (of !== kind) continue;
      const map = maps.get(name) ?? image;
      [3 + 6 * (2 + 5), 5 + 6 * (4 + 5 * 3), 1 + 6 * (1 + 5)].forEach((v, k) => {
        expect(map.data[v], name).toBeCloseTo(values[k], 10);
      });
    }
  });

  it("fills the rest with initValue, on the box grown by the radius", () => {
    const wide = volume([9, 9, 9], (x, y, z) => x + y * z);
    const region = volume([9, 9, 9], (x, y, z) => (x === 4 && y >= 3 && y < 5 && z > 6 ? 1 : 0));
    const { maps } = mapsOf(
      { featureClass: { firstorder: ["Mean"] }, voxelSetting: { kernelRadius: 2, initValue: -5 } },
      wide,
      region,
    );
    const map = maps.get("original_firstorder_Mean") ?? wide;
    expect(map.size).toEqual([5, 6, 4]);
    expect(map.origin).toEqual([3, 3, 8]); // from voxel (2, 1, 5) on, of an image whose first is at (1, 2, 3)
    expect([...map.data].filter((x) => x !== -5)).toHaveLength(4);
    expect([...map.data].filter((x) => x !== -5)[0]).toBe(4 + (3 * 7 + 4 * 7 + 3 * 8 + 4 * 8) / 4);
  });

  it("takes filtered images at the margins too, where kernels are not masked", () => {
    const wide = volume([12, 11, 10], (x, y, z) => (7 * x + 5 * y * y + 3 * z * x) % 40);
    const region = volume([12, 11, 10], (x, y, z) =>
      x === 5 && (y === 5 || y === 6) && z === 5 ? 1 : 0,
    );
    const params = {
      imageType: { Wavelet: {}, Gradient: {}, LoG: { sigma: [1] } },
      featureClass: { firstorder: ["Mean"] },
      setting: { minimumROIDimensions: 1 },
      voxelSetting: { maskedKernel: false, kernelRadius: 1 },
    } as const;
    const everywhere = volume([12, 11, 10], () => 1);
    const part = mapsOf(params, wide, region);
    const whole = mapsOf(params, wide, everywhere);
    expect(part.maps.size).toBe(10);
    for (const [name, map] of part.maps) {
      const found = map.data[1 + 3 * (1 + 4)];
      expect(found).toBe(whole.maps.get(name)?.data[5 + 12 * (5 + 11 * 5)]);
    }
  });

  it("has NaN where a kernel gives no value, and no maps of shape", () => {
    const region = volume(
      size,
      (x, y, z) => (x === 0 && z === 0 && y < 2 ? 1 : x === 5 && y === 4 && z === 3 ? 1 : 0),
      [1, 1, 2],
    );
    const { maps, notes } = mapsOf(
      { featureClass: { glcm: ["Contrast"], shape: [] } },
      image,
      region,
    );
    const map = maps.get("original_glcm_Contrast") ?? image;
    expect(map.data[map.data.length - 1]).toBeNaN(); // a voxel without a neighbour
    expect(map.data[0]).not.toBeNaN();
    expect([...maps.keys()]).toEqual(["original_glcm_Contrast"]);
    expect(notes.map(({ message }) => message)).toEqual(["shape was left out: shape has no maps"]);
  });

  it("is not changed by voxelBatch", () => {
    const params = { featureClass: { ngtdm: [] } };
    const one = mapsOf({ ...params, voxelSetting: { voxelBatch: 1 } }).maps;
    expect(one).toEqual(mapsOf(params).maps);
  });

  it("stops when its signal is aborted", () => {
    const controller = new AbortController();
    const onProgress = ({ stage }: { stage: string }) => {
      if (stage === "Original") controller.abort(new Error("enough"));
    };
    const { signal } = controller;
    expect(() => mapPyradiomics(image, mask, parseParams({}), { onProgress, signal })).toThrow(
      "enough",
    );
  });

  it("refuses classes without voxels to compare: texture by the box of the maps, first order by the region's", () => {
    const line = volume(size, (x, y) => (x === 3 && y === 2 ? 1 : 0), [1, 1, 2]);
    const setting = { force2D: true, minimumROIDimensions: 1 };
    const firstorder = { setting, featureClass: { firstorder: ["Mean"] } };
    expect(() => mapsOf(firstorder, image, line)).toThrow(
      "firstorder compares voxels in planes of x and y (force2D) at distances [1], which needs a box of at least 2 voxels along x or y; the region's box has 1 × 1 × 4",
    );
    const unmasked = { ...firstorder, voxelSetting: { maskedKernel: false } };
    expect(mapsOf(unmasked, image, line).maps.size).toBe(1);
    const near = { setting, featureClass: { glcm: ["Contrast"] } };
    expect(mapsOf(near, image, line).maps.size).toBe(1);
    const far = { ...near, setting: { ...setting, distances: [3] } };
    expect(() => mapsOf(far, image, line)).toThrow("the region's box has 3 × 3 × 4");
  });
});
