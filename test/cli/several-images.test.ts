import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { toCsv } from "../../src/report/csv.ts";
import { cohortFolder, quick } from "../cohort/cohort-folder.ts";
import { voxomics } from "./workspace.ts";

const cohort = await cohortFolder(4);
const { path } = cohort;
const named = { families: ["statistics", "morphology"] };

/** A cohort of two images a case, T1 and PET, with settings of its own for PET. */
async function measured(name: string, masks: (n: number) => object): Promise<string> {
  const manifest = await cohort.writeManifest(
    [1, 2, 3].map((n) => ({
      id: `c${n}`,
      "image:T1": `images/i${n}.nii`,
      "image:PET": `images/i${(n % 3) + 1}.nii`,
      ...masks(n),
    })),
    `${name}.csv`,
  );
  const settings = path(`${name}.json`);
  const pet = path(`${name}-pet.json`);
  await writeFile(settings, JSON.stringify({ ...quick, ...named }));
  await writeFile(pet, JSON.stringify({ ...quick, ...named, resegment: { range: [0, 900] } }));
  const argv = ["--settings", settings, "--settings-for", `PET=${pet}`, "--out", path(name)];
  const { status, err } = await voxomics("cohort", manifest, ...argv);
  expect([status, err.includes("error")], err).toEqual([0, false]);
  return path(name, "features.csv");
}

const oneMask = await measured("one", (n) => ({ mask: `images/m${n}.nii.gz` }));
const twoMasks = await measured("two", (n) => ({
  "mask:T1": `images/m${n}.nii.gz`,
  "mask:PET": `images/m${(n % 3) + 1}.nii.gz`,
}));
const differ =
  'note: volume: found the volumes "T1/morphology.volumeMesh", "PET/morphology.volumeMesh", which differ, expected one of them to be named (--volume-column)\n';

describe("a table of several images a case", () => {
  const reproducibility = ["--design", "perturbations", "--subject", "id"];
  const report = async (table: string, name: string, ...flags: string[]) => {
    const argv = ["reproducibility", table, ...reproducibility, ...flags, "--out", path(name)];
    const { err } = await voxomics(...argv);
    return { err, page: await readFile(path(name, "report.html"), "utf8") };
  };

  it("has settings of its images in the report of reproducibility", async () => {
    const { page } = await report(oneMask, "trust-one");
    expect(page).toContain("<h3>Settings: one</h3>");
    expect(page).toContain("<h3>Settings of the image PET</h3>");
    expect(page.match(/With every default spelled out/g)).toHaveLength(2);
  });

  it("has a volume where its images have one mask", async () => {
    const { err, page } = await report(oneMask, "trust-volume");
    expect(err).not.toContain("volume:");
    expect(page).toContain("T1/morphology.volumeMesh");
  });

  it("has several volumes where its images have a mask each, of which one is to be named", async () => {
    const several = await report(twoMasks, "trust-two");
    expect(several.err).toContain(differ);
    expect(several.page).toContain("Of the region&#39;s volume: found the volumes");
    const flags = ["--volume-column", "PET/morphology.volumeMesh"];
    const chosen = await report(twoMasks, "trust-pet", ...flags);
    expect(chosen.err).not.toContain("volume:");
    expect(chosen.page).not.toContain("found the volumes");
  });

  it("says so to associations, and to the choice of the largest", async () => {
    const outcomes = path("outcomes.csv");
    await writeFile(outcomes, toCsv([["id", "grade"], ...[1, 2, 3].map((n) => [`c${n}`, n])]));
    const base = ["--outcomes", outcomes, "--id", "id", "--type", "grade=number"];
    const associate = (table: string, ...flags: string[]) =>
      voxomics("associate", table, ...base, ...flags, "--out", path("associations"));
    expect((await associate(twoMasks)).err).toContain(differ);
    expect(await readFile(path("associations", "report.html"), "utf8")).toContain(
      "which differ, expected one of them to be named",
    );
    expect((await associate(oneMask)).err).not.toContain("volume:");
    const twice = path("twice.csv");
    const text = await readFile(twoMasks, "utf8");
    await writeFile(twice, text + text.split("\n")[1]);
    const { status, err } = await associate(twice, "--several", "largest");
    expect(status).toBe(1);
    expect(err).toContain(
      'needs the column of a volume (volumeColumn): found the volumes "T1/morphology.volumeMesh", "PET/morphology.volumeMesh", which differ',
    );
  });
});
