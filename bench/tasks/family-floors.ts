import type { RegionFamilyId } from "../../src/families/families.ts";
import type { Floor } from "../floor.ts";

type Floored = RegionFamilyId | "autocorrelation" | "prepareRegion" | "textureGrid" | "intensities";

/** What stages and families must at least read. Where GLCM and others count pairs, one read a pair. */
export const floors = {
  prepareRegion: {
    reads: [{ of: "image" }, { of: "mask" }],
    why: "each voxel of the box once, in the image and in the mask",
  },
  textureGrid: {
    reads: [{ of: "image", times: 2 }, { of: "mask", times: 2 }, { of: "levels" }],
    why: "the range must be known before the first level, and all levels before the grid",
  },
  intensities: {
    reads: [{ of: "mask" }, { of: "image" }],
    why: "each voxel of the box once, in the mask and in the image",
  },
  morphology: {
    reads: [{ of: "mask", times: 3 }, { of: "image" }],
    why: "moments, mesh and hull each look at the mask, the centre of intensities at the image",
  },
  planarMorphology: {
    reads: [{ of: "mask" }],
    why: "each voxel of the box once in the mask, to find the slice; one slice is little beside that",
  },
  autocorrelation: {
    reads: [{ of: "frequencies", times: 7 }],
    why: "at each frequency the weights and the two parts of three spectra; transforms come on top",
  },
  localIntensity: {
    reads: [{ of: "image" }],
    why: "each voxel once: sums over spheres follow from running sums",
  },
  statistics: {
    reads: [{ of: "intensities" }],
    why: "each intensity once: of a tally all moments and percentiles can be told",
  },
  histogram: {
    reads: [{ of: "levels" }],
    why: "each level once",
  },
  intensityVolume: {
    reads: [{ of: "intensities" }],
    why: "each intensity once",
  },
  doseVolume: {
    reads: [{ of: "intensities" }],
    why: "each intensity once: of a tally all doses and volumes can be told",
  },
  glcm: {
    reads: [{ of: "grid", neighbours: 13 }],
    why: "a voxel makes a pair with the neighbour ahead in each of 13 directions",
  },
  glrlm: {
    reads: [{ of: "grid", times: 7 }],
    why: "two voxels lie in a word, which is compared with the 13 words behind it: 14 reads for two",
  },
  glszm: {
    reads: [{ of: "grid", times: 7 }],
    why: "as for GLRLM: a voxel is joined with those of the neighbours behind it that have its level",
  },
  gldzm: {
    reads: [{ of: "mask" }, { of: "levels", times: 8 }],
    why: "distances, as large as levels, are swept forwards (3 neighbours) and backwards (4 values), then read; zones are shared with GLSZM",
  },
  ngtdm: {
    reads: [{ of: "grid", times: 3 }],
    why: "running sums take in one level and drop one, then the voxel itself is compared; the sums stay in the cache",
  },
  ngldm: {
    reads: [{ of: "grid", times: 7 }],
    why: "four voxels lie in a word, which is compared with its 26 neighbours: 27 reads for four",
  },
} as const satisfies Record<Floored, Floor>;
