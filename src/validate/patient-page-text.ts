import type { Share } from "./patient-counts.ts";
import { patientFilters } from "./patient-study.ts";

/** What the section about patients says of both studies. */
export const aboutStudies: readonly string[] = [
  "Phase 3 of both chapters measured patients: CT, T1-weighted MR and PET of 51 soft-tissue sarcomas (Vallières et al. 2015,",
  "doi:10.7937/K9/TCIA.2015.7GO2GSKS). Nine teams gave values in each chapter, and no consensus was made of them. So there",
  "is no right value to compare with, and nothing here makes `voxomics validate` fail. What agreement tells: a value that another",
  "program, written independently, has to 0.1 %, is hardly wrong by accident. A value that no team has may be ours to mend, or",
  "lie where the standard leaves a choice; these are named below.",
  "",
  "The settings are the presets `ibsi-1-phase3-ct`, `-mr`, `-pet` and `ibsi-2-phase3-ct`, `-mr`, `-pet`. The teams' values are",
  "theirs: `npm run phantoms -- --set patients --set teams-ibsi-1 --set teams-ibsi-2` fetches them, with the images, from where the",
  "IBSI published them. Scans whose mask reaches the first or the last slice are left out of all tables but one: see",
  "[below](#masks-that-end-with-the-image).",
];

/** What the tables of IBSI 2 show. */
export const aboutFilters: readonly string[] = [
  `The share of a team's values that are within 0.1 % of ours. Filters are numbered as in the study; filter 1 is ${patientFilters[0]}, statistics`,
  "of the unfiltered image.",
  "",
  "**The Laplacian of Gaussian (3) splits the teams in two.** The standard's kernel, sampled at the voxels and cut off, does not",
  "quite sum to 0, so that a constant image has a response. NCT Dresden, USZ, and Qurit SERA on MR and PET, take it as it is, as",
  "voxomics does by default. Others correct it so that it sums to 0, each in its own way (voxomics has `zeroSum: true`).",
  "",
  "**Who failed phase 2.** In phase 2 the teams measured the CT phantom under the same kinds of filter, with consensus values. The",
  "study leaves out of phase 3 what a team did not submit there or had outside the tolerance. The tables here",
  "leave nothing out. These pairs of team and filter are left out by the study:",
];

/** What the tables of IBSI 1 show. */
export function aboutFeatures(close: Share | null, near: Share | null): string[] {
  return [
    "The share of a team's values that are within 0.1 % of ours, by family. `brest_macha` numbers 102 patients where there are 51, so",
    "its values cannot be matched to scans.",
    ...(close === null || near === null
      ? []
      : [
          "",
          `On each scan at least **${close.agree} of ${close.of}** features agree with at least one team to 0.1 %, and at least`,
          `${near.agree} to 0.1 % or to 1 % of the feature's range over the patients. Those that do not agree to 0.1 %, which the table`,
          "at the end of these tables counts:",
          "",
          "- Densities of the minimum volume enclosing ellipsoid (`mvee`) and the oriented minimum bounding box (`ombb`): IBSI 1 has no",
          "  consensus value of them, since both are searched for, and programs stop the search at different places.",
          "- `ivh_auc` has no consensus value either.",
          "- `morph_moran_i` and `morph_geary_c`: no two teams agree on them where ours agrees with none. They are sums over all pairs of",
          "  voxels, which ours takes in full.",
          "- `morph_area_dens_conv_hull`, on few scans: no two teams agree on them.",
          "- `ivh_v10`, `ivh_v90` and their difference: the teams are in groups themselves.",
        ]),
  ];
}

/** Why teams disagree on masks that end with the image. */
export function aboutBorder(patients: readonly string[]): string[] {
  return [
    `The masks of ${patients.join(", ")} have voxels in the first or the last slice. The tumour`,
    "goes on where the image was cut. The grid after interpolation has its first and last plane within half a voxel of these slices or",
    "beyond them, and the standard does not say how image and mask go on there: by the nearest voxel, mirrored, or as 0. The",
    "teams chose differently, so the regions differ by a layer of voxels, and with them nearly all values.",
  ];
}

/** How the tables of features are read. */
export const aboutCells: readonly string[] = [
  "How many teams agree with ours on a feature: `7 · 8 / 9` says that of 9 teams that gave values, 7 agree to 0.1 % of theirs and 8",
  "to 1 % of the feature's range over the patients (the median of the teams' ranges). A team agrees on a feature if at least 95 % of",
  "its values do. Scans at the border are left out.",
];
