import { expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { resolvePreset } from "../../src/settings/presets.ts";
import { agreesWithAny, shareOfTeam, shareWithAnyTeam } from "../../src/validate/patient-counts.ts";
import { compareWithTeams, type PatientScan } from "../../src/validate/patient-scan.ts";
import {
  type PatientModality,
  type PatientStudyId,
  patientPreset,
} from "../../src/validate/patient-study.ts";
import { describeWithData, readPair } from "../phantoms.ts";
import { teamTable } from "../validate/team-values.ts";

/** Small scans of each modality; `voxomics validate` measures all, for docs/conformance.md. */
const scans: readonly (readonly [PatientModality, patient: string])[] = [
  ["CT", "STS_025"],
  ["MR_T1", "STS_025"],
  ["PET", "STS_025"],
  ["PET", "STS_008"],
];

/** Features on which some scan of the studies agrees with no team; docs/conformance.md says how many. */
const exceptions = [
  "morph_vol_dens_mvee",
  "morph_area_dens_mvee",
  "morph_vol_dens_ombb",
  "morph_area_dens_ombb",
  "morph_area_dens_conv_hull",
  "morph_moran_i",
  "morph_geary_c",
  "ivh_auc",
  "ivh_v10",
  "ivh_v90",
  "ivh_diff_v10_v90",
];

async function measure(
  study: PatientStudyId,
  modality: PatientModality,
  patient: string,
): Promise<PatientScan> {
  const base = `ibsi_validation/nifti/${patient}/${modality}`;
  const { image, mask } = await readPair(`${base}_image.nii.gz`, `${base}_mask.nii.gz`);
  const { features } = extract(image, mask, resolvePreset(patientPreset(study, modality)));
  return compareWithTeams(await teamTable(study), modality, patient, mask, features);
}

describeWithData("the patients of the IBSI's studies", () => {
  it.each(scans)(
    "%s of %s: at least 165 of 174 features agree with a team of IBSI 1",
    async (modality, patient) => {
      const { values, atBorder } = await measure("ibsi-1-phase3", modality, patient);
      expect(atBorder).toBe(false);
      const share = shareWithAnyTeam(values);
      expect(share.of).toBe(174);
      expect(share.agree).toBeGreaterThanOrEqual(165);
      const alone = values
        .filter((value) => !agreesWithAny(value))
        .map(({ feature }) => feature.tag);
      expect(exceptions).toEqual(expect.arrayContaining(alone));
    },
  );

  it.each(scans)(
    "%s of %s: NCT Dresden and USZ agree in nearly all values of IBSI 2",
    async (modality, patient) => {
      const { values } = await measure("ibsi-2-phase3", modality, patient);
      for (const [team, filters] of [
        ["NCT Dresden", 9],
        ["USZ", 6],
      ] as const) {
        const { agree, of } = shareOfTeam(values, team);
        expect(of).toBe(18 * filters);
        expect(agree / of).toBeGreaterThanOrEqual(0.975);
      }
      const any = shareWithAnyTeam(values);
      expect(any.agree / any.of).toBeGreaterThanOrEqual(0.99);
    },
  );

  it("PET of STS_009: a mask up to the first slice is told, and splits the teams", async () => {
    const { values, atBorder } = await measure("ibsi-1-phase3", "PET", "STS_009");
    expect(atBorder).toBe(true);
    const { agree, of } = shareWithAnyTeam(values);
    expect(agree).toBeLessThan(0.95 * of);
  });
});
