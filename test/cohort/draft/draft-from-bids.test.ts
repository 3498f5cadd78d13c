import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { draftFromBids } from "../../../src/cohort/draft/draft-from-bids.ts";
import { draftTable } from "../../../src/cohort/draft/draft-table.ts";
import { parseManifest } from "../../../src/cohort/manifest.ts";
import { runCohort } from "../../../src/cohort/run-cohort.ts";
import { writeNifti } from "../../../src/io/nifti/write.ts";
import { identityDirection, type Volume } from "../../../src/volume/volume.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";

const folder = await temporaryFolder();

/** A 4 × 4 × 2 volume of these values, the last repeated. */
function volume(values: readonly number[], spacing = 1): Volume {
  return {
    data: Int16Array.from({ length: 32 }, (_, v) => values[Math.min(v, values.length - 1)]),
    size: [4, 4, 2],
    spacing: [spacing, spacing, 2],
    origin: [0, 0, 0],
    direction: identityDirection,
  };
}

const image = volume([5, 3, 9, 1, 7, 2, 8, 6, 4]);
const mask = volume([0, 1, 1, 1, 0]);

/** Writes a data set into a folder of its own. */
async function dataSet(name: string, files: Readonly<Record<string, Volume | string>>) {
  for (const [path, content] of Object.entries(files)) {
    const at = join(folder, name, path);
    await mkdir(dirname(at), { recursive: true });
    const gzip = path.endsWith(".gz");
    await writeFile(
      at,
      typeof content === "string" ? content : await writeNifti(content, { gzip }),
    );
  }
  return join(folder, name);
}

/** The rows of a draft as a manifest has them, and its notes without the folder. */
async function drafted(path: string) {
  const { cases, notes } = await draftFromBids(path);
  const text = cases.length === 0 ? "" : draftTable(cases, join(path, "manifest.csv"));
  return { text, notes: notes.map((note) => note.replaceAll(`${path}/`, "")) };
}

describe("draftFromBids", () => {
  it.each([
    ["{ Sources: 3", /^sub-1_mask\.json: not read: is no JSON: /],
    ["[1, 2]", /^sub-1_mask\.json: not read: found an array, expected an object$/],
    [
      "[".repeat(100),
      /^sub-1_mask\.json: not read: found lists and objects nested more than 64 deep/,
    ],
  ])("notes a broken file beside a mask: %s", async (text, note) => {
    const path = await dataSet(`broken-${text.length}`, {
      "sub-1_T1w.nii": image,
      "sub-1_mask.nii": mask,
      "sub-1_mask.json": text,
    });
    const { text: rows, notes } = await drafted(path);
    expect(rows.trimEnd().split("\n")).toHaveLength(2); // by its name
    expect(notes).toEqual([expect.stringMatching(note)]);
  });

  it("gives a row to each mask and each label, and the cohort can be run", async () => {
    const path = await dataSet("whole", {
      "dataset_description.json": "{}",
      "participants.tsv":
        "participant_id\tage\tvolume\tsite\nsub-01\t61\t3.5\tn/a\nsub-02\t45\t1\tx\n",
      "sub-01/ses-1/anat/sub-01_ses-1_T1w.nii.gz": image,
      "sub-01/ses-1/anat/sub-01_ses-1_T2w.nii.gz": volume([1, 2, 3], 2),
      "sub-01/ses-1/pet/sub-01_ses-1_pet.nii": image,
      "sub-02/anat/sub-02_FLAIR.nii": image,
      "sub-02/anat/sub-02_mask.nii": mask,
      "derivatives/manual/sub-01/ses-1/anat/sub-01_ses-1_label-tumor_mask.nii.gz": mask,
      "derivatives/manual/sub-01/ses-1/pet/sub-01_ses-1_space-orig_dseg.nii.gz": volume([
        0, 1, 1, 1, 2, 2, 0,
      ]),
      "derivatives/manual/dseg.tsv": "index\tname\n0\tBackground\n1\tGrey matter\n9\tLesion\n",
    });
    const { text, notes } = await drafted(path);
    expect(text.replaceAll("derivatives/manual", "…")).toBe(
      [
        "id,participant_id,session_id,modality,structure,age,participant_volume,site,image,mask,label",
        "sub-01_ses-1_T1w/label-tumor,sub-01,ses-1,T1w,tumor,61,3.5,," +
          "sub-01/ses-1/anat/sub-01_ses-1_T1w.nii.gz,…/sub-01/ses-1/anat/sub-01_ses-1_label-tumor_mask.nii.gz,",
        "sub-01_ses-1_pet/Grey matter,sub-01,ses-1,pet,Grey matter,61,3.5,," +
          "sub-01/ses-1/pet/sub-01_ses-1_pet.nii,…/sub-01/ses-1/pet/sub-01_ses-1_space-orig_dseg.nii.gz,1",
        "sub-02_FLAIR/mask,sub-02,,FLAIR,,45,1,x,sub-02/anat/sub-02_FLAIR.nii,sub-02/anat/sub-02_mask.nii,",
        "",
      ].join("\n"),
    );
    const dseg = "derivatives/manual/sub-01/ses-1/pet/sub-01_ses-1_space-orig_dseg.nii.gz";
    expect(notes).toEqual([
      "derivatives/manual/sub-01/ses-1/anat/sub-01_ses-1_label-tumor_mask.nii.gz: not paired with an image: " +
        "sub-01/ses-1/anat/sub-01_ses-1_T2w.nii.gz lies on another grid: its spacing is 2, 2, 2, that of the mask 1, 1, 2",
      `${dseg}: left out: 1 label not in derivatives/manual/dseg.tsv: 2`,
      `${dseg}: left out: 1 label without voxels of derivatives/manual/dseg.tsv: 9`,
      "no mask was paired with 1 image of suffix T2w: sub-01/ses-1/anat/sub-01_ses-1_T2w.nii.gz",
    ]);
    const manifest = join(path, "manifest.csv");
    await writeFile(manifest, text);
    const settings = [{ name: "few", settings: { families: ["statistics"] as const } }];
    const out = join(folder, "whole-out");
    const { failed } = await runCohort({ manifest, settings, out, workers: 1 });
    expect(failed).toEqual([]);
    const { cases } = JSON.parse(await readFile(join(out, "run.json"), "utf8"));
    expect(cases.map((one: { mask: { voxels: number } }) => one.mask.voxels)).toEqual([3, 3, 3]);
  });

  it("prefers the image of the mask's own data set, then one that its JSON names", async () => {
    const path = await dataSet("derived", {
      "sub-01/anat/sub-01_T1w.nii": image,
      "derivatives/a/sub-01/anat/sub-01_desc-preproc_T1w.nii": image,
      "derivatives/a/sub-01/anat/sub-01_desc-brain_mask.nii": mask,
      "derivatives/b/sub-01/anat/sub-01_label-tumor_mask.nii": mask,
      "derivatives/c/sub-01/anat/sub-01_desc-x_T1w.nii": image,
      "derivatives/c/sub-01/anat/sub-01_desc-y_T1w.nii": image,
      "derivatives/c/sub-01/anat/sub-01_label-node_mask.nii": mask,
      "derivatives/c/sub-01/anat/sub-01_label-cyst_mask.nii": mask,
      "derivatives/c/sub-01/anat/sub-01_label-cyst_mask.json": JSON.stringify({
        Sources: ["bids::sub-01/anat/sub-01_desc-y_T1w.nii"],
      }),
    });
    const { text, notes } = await drafted(path);
    expect(parseManifest(text).cases.map(({ id, image }) => [id, image])).toEqual([
      [
        "sub-01_desc-preproc_T1w/desc-brain",
        "derivatives/a/sub-01/anat/sub-01_desc-preproc_T1w.nii",
      ],
      ["sub-01_T1w/label-tumor", "sub-01/anat/sub-01_T1w.nii"],
      ["sub-01_desc-y_T1w/label-cyst", "derivatives/c/sub-01/anat/sub-01_desc-y_T1w.nii"],
    ]);
    expect(notes).toEqual([
      "derivatives/c/sub-01/anat/sub-01_label-node_mask.nii: not paired with an image: 2 images fit equally well: " +
        "derivatives/c/sub-01/anat/sub-01_desc-x_T1w.nii, derivatives/c/sub-01/anat/sub-01_desc-y_T1w.nii",
      "no mask was paired with 1 image of suffix T1w: derivatives/c/sub-01/anat/sub-01_desc-x_T1w.nii",
    ]);
  });

  it("measures a mask in all modalities on its grid, and all labels of a map without names", async () => {
    const path = await dataSet("registered", {
      "sub-01/anat/sub-01_T1w.nii": image,
      "sub-01/anat/sub-01_FLAIR.nii": image,
      "derivatives/x/sub-01/anat/sub-01_seg-auto_dseg.nii": volume([0, 4, 4, 7, 0]),
      "derivatives/y/sub-01/anat/sub-01_seg-auto_dseg.nii": volume([0, 4, 4, 0]),
    });
    const { text, notes } = await drafted(path);
    expect(notes).toEqual([]);
    expect(parseManifest(text).cases.map(({ id, label }) => [id, label])).toEqual([
      ["sub-01_FLAIR/seg-auto/label-4/derivatives/x", 4],
      ["sub-01_FLAIR/seg-auto/label-7", 7],
      ["sub-01_T1w/seg-auto/label-4/derivatives/x", 4],
      ["sub-01_T1w/seg-auto/label-7", 7],
      ["sub-01_FLAIR/seg-auto/label-4/derivatives/y", 4],
      ["sub-01_T1w/seg-auto/label-4/derivatives/y", 4],
    ]);
  });

  it("tells what it cannot use", async () => {
    const path = await dataSet("unusable", {
      "participants.tsv": "participant_id\nsub-02\n",
      "sub-01/anat/sub-01_T1w.nii": image,
      "sub-01/anat/sub-01_mask.nii": mask,
      "sub-01/anat/sub-01_label-GM_probseg.nii": mask,
      "sub-01/anat/sub-01_T1w_mask.nii": mask,
      "sub-01/anat/sub-01_dseg.nii": volume([0, -3, 0]),
      "sub-01/anat/sub-01_seg-none_dseg.nii": volume([0]),
      "sub-03/anat/sub-03_mask.nii": mask,
      "sub-04/anat/sub-04_T1w.nii": "no volume",
      "sub-04/anat/sub-04_mask.nii": mask,
    });
    const { text, notes } = await drafted(path);
    expect(parseManifest(text).cases.map(({ id }) => id)).toEqual(["sub-01_T1w/mask"]);
    expect(notes).toEqual([
      "not read: sub-01/anat/sub-01_dseg.nii: it holds no labels: found the value -3, expected at most 4096 whole numbers from 0 on",
      "sub-01/anat/sub-01_seg-none_dseg.nii: left out: it holds no label but 0",
      "sub-03/anat/sub-03_mask.nii: not paired with an image: no image has its entities, space and data type",
      expect.stringMatching(
        /^sub-04\/anat\/sub-04_mask\.nii: not paired with an image: sub-04\/anat\/sub-04_T1w\.nii: /,
      ),
      "no mask was paired with 1 image of suffix T1w: sub-04/anat/sub-04_T1w.nii",
      "masks of probabilities are left out, as a region needs a threshold (column mask-threshold): sub-01/anat/sub-01_label-GM_probseg.nii",
      "1 NIfTI file whose names are not after BIDS: sub-01/anat/sub-01_T1w_mask.nii",
      "participants.tsv does not have sub-01",
    ]);
  });

  it("keeps every column of participants.tsv, and refuses what a table cannot have twice", async () => {
    const participants = async (name: string, text: string) =>
      drafted(
        await dataSet(name, {
          "participants.tsv": text,
          "sub-01/anat/sub-01_T1w.nii": image,
          "sub-01/anat/sub-01_mask.nii": mask,
        }),
      );
    const { text } = await participants(
      "columns",
      "participant_id\tvolume\tparticipant_volume\t\t\n" + "sub-01\t3\t4\t\tn/a\n",
    );
    const { carried, cases } = parseManifest(text);
    expect(carried.slice(2)).toEqual(["participant_participant_volume", "participant_volume"]);
    expect(cases[0].carried.slice(2)).toEqual(["3", "4"]);
    await expect(
      participants("twice", "participant_id\tage\tage\nsub-01\t61\t62\n"),
    ).rejects.toMatchObject({
      code: "invalid-table",
      message: expect.stringMatching(/participants\.tsv: found two columns "age", expected each/),
    });
    await expect(
      participants("rows", "participant_id\tage\nsub-01\t61\nsub-01\t62\n"),
    ).rejects.toThrow(/row 2: found "sub-01" a second time, expected one row of each subject/);
  });

  it("refuses a folder that is not there", async () => {
    await expect(draftFromBids(join(folder, "none"))).rejects.toMatchObject({
      code: "invalid-file",
    });
  });
});
