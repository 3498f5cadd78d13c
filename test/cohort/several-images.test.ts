import { copyFile, readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parseManifest } from "../../src/cohort/manifest.ts";
import { mergeCohort } from "../../src/cohort/merge-cohort.ts";
import { extract } from "../../src/extraction/extract.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import { columnOf } from "../../src/report/csv.ts";
import { parseColumn } from "../../src/report/parse-column.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { placeMask } from "../../src/volume/place-mask.ts";
import { cohortFolder, quick, smallCase } from "./cohort-folder.ts";

// three sequences of each of three patients: images 0 to 8; the mask of each is that of its T1
const cohort = await cohortFolder(9);
const sequences = ["T1", "T2", "FLAIR"];
const rows = [0, 1, 2].map((patient) => ({
  id: `p${patient}`,
  hospital: patient === 0 ? "A" : "B",
  ...Object.fromEntries(
    sequences.map((name, n) => [`image:${name}`, `images/i${3 * patient + n}.nii`]),
  ),
  mask: `images/m${3 * patient}.nii.gz`,
}));
const manifest = await cohort.writeManifest(rows, "several.csv");
const filtered: SettingsInput = {
  ...quick,
  families: ["statistics"],
  filters: [{ type: "square" }],
  filterFeatures: { families: ["statistics"] },
};
const perturb = { perturbations: ["R"], repeats: 2, seed: 3 };
const all = { manifest, perturb };
const tables = ["features.csv", "features.parquet", "undefined.csv", "notes.csv", "errors.csv", "perturbations.csv"]; // biome-ignore format: one line
const contents = (out: string) =>
  Promise.all(tables.map((name) => readFile(cohort.path(out, name), "base64")));

/** What one image gives, with the names that the columns have. */
function cellsOf(image: number, mask: number, prefix: string, settings = quick) {
  const { features } = extract(smallCase(image).image, smallCase(mask).mask, settings);
  return Object.fromEntries(
    features.map((one) => {
      const from = one.image === "original" ? prefix : `${prefix}/${one.image}`;
      return [columnOf({ ...one, image: from }), String(one.value ?? "")];
    }),
  );
}

describe("a cohort with several images a case", () => {
  it("has a row a case, with the columns of each image under its name", async () => {
    const result = await cohort.run("plain", { manifest });
    expect(result).toMatchObject({ measured: 9, failed: [] });
    const records = await cohort.table("plain", "features.csv");
    expect(records).toEqual(
      rows.map(({ id, hospital }, patient) => ({
        ...{ id, hospital },
        ...Object.assign(
          {},
          ...sequences.map((name, n) => cellsOf(3 * patient + n, 3 * patient, name)),
        ),
      })),
    );
    const [, , ...features] = Object.keys(records[0]);
    expect(features[0]).toMatch(/^T1\/statistics\./);
    expect(features.every((name) => parseColumn(name) !== null)).toBe(true);
    expect(new Set((await cohort.table("plain", "notes.csv")).map(({ image }) => image))).toEqual(
      new Set(sequences),
    );
    const { manifest: counted, cases } = await cohort.record("plain");
    expect(counted.cases).toBe(3);
    expect(cases.map(({ id, name }) => `${id} ${name}`)).toEqual(
      ["p0", "p1", "p2"].flatMap((id) => sequences.map((name) => `${id} ${name}`)),
    );
  });

  it("names filters behind the image", async () => {
    await cohort.run("filtered", { manifest, settings: [{ name: "f", settings: filtered }] });
    const [record] = await cohort.table("filtered", "features.csv");
    expect(record).toMatchObject(cellsOf(2, 0, "FLAIR", filtered));
    expect(Object.keys(record)).toContain("FLAIR/square/statistics.meanIntensity");
  });

  it("measures each image with settings of its own, and belongs to no run without them", async () => {
    const settingsFor = { T2: { ...quick, discretise: { method: "fixedBinNumber", bins: 4 } } } as const; // biome-ignore format: one line
    const settings = ["one", "two"].map((name) => ({ name, settings: quick }));
    await cohort.run("own", { manifest, settings, settingsFor });
    const records = await cohort.table("own", "features.csv");
    expect(records).toHaveLength(6);
    expect(records[3]).toMatchObject({
      ...{ id: "p1", settings: "two" },
      ...cellsOf(3, 3, "T1"),
      ...cellsOf(4, 3, "T2", settingsFor.T2),
      ...cellsOf(5, 3, "FLAIR"),
    });
    expect((await cohort.record("own")).settingsFor?.T2.settings.discretise).toMatchObject({ bins: 4 }); // biome-ignore format: one line
    await expect(cohort.run("own", { manifest, settings })).rejects.toThrow("with other settings");
    await expect(
      cohort.run("none", { manifest, settings, settingsFor: { T3: quick } }),
    ).rejects.toThrow('found settings for the image "T3", expected an image that the manifest has');
    await expect(cohort.run("none", { settingsFor: { T1: quick } })).rejects.toThrow("(it has none)");
    const threshold = { T1: { ...quick, mask: { threshold: 0.5 } } };
    await expect(cohort.run("none", { manifest, settingsFor: threshold })).rejects.toThrow(
      "mask.threshold: found null and 0.5",
    );
  }); // biome-ignore format: one case a line

  it("ends with the same tables if it is stopped and goes on, unit by unit", async () => {
    await cohort.run("whole", all);
    const expected = await contents("whole");
    expect(await cohort.table("whole", "features.csv")).toHaveLength(6);
    let calls = 0;
    for (let through = false; !through; calls++) {
      const ending = new AbortController();
      let finished = 0;
      const onProgress = ({ rate }: { readonly rate: number }) => {
        if (rate > 0 && ++finished > 3) ending.abort(new Error("stopped"));
      };
      through = await cohort
        .run("stopped", { ...all, onProgress, signal: ending.signal })
        .then(() => true, () => false); // biome-ignore format: one line
    }
    expect(calls).toBeGreaterThan(2);
    expect(await contents("stopped")).toEqual(expected);
    const units = (await cohort.entries("stopped")).filter(({ key }) => key.startsWith('["unit"'));
    expect(units).toHaveLength(18);
    expect(new Set(units.map(({ key }) => key)).size).toBe(18);
  });

  it("ends with the same tables in shards", async () => {
    for (const number of [1, 2]) {
      await cohort.run(`part-${number}`, { ...all, shard: { number, of: 2 } });
    }
    await mergeCohort({
      ...{ ...all, settings: [{ name: "quick", settings: quick }] },
      ...{ shards: [cohort.path("part-1"), cohort.path("part-2")], out: cohort.path("merged") },
    });
    expect(await contents("merged")).toEqual(await contents("whole"));
  });

  it("leaves out an image that a row lacks, and keeps the others where one fails", async () => {
    await copyFile(cohort.path("images", "i1.nii"), cohort.path("images", "late.nii"));
    const some = [
      { ...rows[0], "image:T2": "images/gone.nii" },
      { ...rows[1], "image:T1": "" },
    ];
    const few = await cohort.writeManifest(some, "few.csv");
    const { measured, failed } = await cohort.run("few", { manifest: few });
    expect({ measured, failed: failed.length }).toEqual({ measured: 4, failed: 1 });
    const [first, second] = await cohort.table("few", "features.csv");
    expect(first).toMatchObject({ ...cellsOf(0, 0, "T1"), ...cellsOf(2, 0, "FLAIR") });
    expect(second).toMatchObject({ ...cellsOf(4, 3, "T2"), ...cellsOf(5, 3, "FLAIR") });
    const mean = "statistics.meanIntensity";
    expect([second[`T1/${mean}`], first[`T2/${mean}`]]).toEqual(["", ""]);
    expect(await cohort.table("few", "errors.csv")).toMatchObject([
      {
        ...{ row: "1", id: "p0", image: "T2", code: "invalid-file" },
        message: 'row 1, column "image:T2": images/gone.nii: no such file',
      },
    ]);
    await copyFile(cohort.path("images", "i1.nii"), cohort.path("images", "gone.nii"));
    await cohort.run("few", { manifest: few });
    const [again] = await cohort.table("few", "features.csv");
    expect(again).toMatchObject(cellsOf(1, 0, "T2"));
  });

  it("refuses an image on another grid than its mask, unless the mask is to be put on the image's", async () => {
    const { image } = smallCase(1);
    const other = { ...image, spacing: [1, 1, 2.5] as const };
    await writeVolume(cohort.path("images", "other.nii"), other);
    const moved = await cohort.writeManifest(
      [{ ...rows[0], "image:T2": "images/other.nii" }],
      "moved.csv",
    );
    const { failed } = await cohort.run("refused", { manifest: moved });
    expect(failed.map(({ failure }) => failure)).toMatchObject([
      {
        code: "geometry-mismatch",
        message: expect.stringContaining('row 1, column "mask (of image:T2)": images/m0.nii.gz'),
      },
    ]);
    expect(failed[0].failure.message).toContain('column "resample-mask": yes');
    const { measured } = await cohort.run("placed", {
      ...{ manifest: moved, images: { resampleMask: true } },
    });
    expect(measured).toBe(3);
    const [record] = await cohort.table("placed", "features.csv");
    const { mask } = smallCase(0);
    const { mask: on } = placeMask(mask, other);
    const { features } = extract(other, on, quick);
    const mean = features.find(({ tag }) => tag === "stat_mean");
    expect(record["T2/statistics.meanIntensity"]).toBe(String(mean?.value));
    expect(Number(record["T2/maskVoxelsBefore"])).toBeGreaterThan(0);
    expect(record["T1/maskVoxelsAfter"]).toBe(record["T1/maskVoxelsBefore"]);
  });
});

describe("columns of several images", () => {
  const parse = (header: string, row: string) => parseManifest(`${header}\n${row}\n`);

  it("give each image its own mask and reading options where it has them", () => {
    const { cases, carried, images } = parse(
      "id,image:CT,image:PET,mask,mask:PET,slab-thickness,suv:PET,age",
      "a,ct,pet,m,mp,2,bodyWeight,7",
    );
    expect(images).toEqual(["CT", "PET"]);
    expect(carried).toEqual(["slab-thickness", "suv:PET", "age"]);
    expect(cases).toMatchObject([
      { id: "a", row: 1, name: "CT", image: "ct", mask: "m", reading: { slabThickness: 2 } },
      { name: "PET", image: "pet", mask: "mp", reading: { slabThickness: 2, suv: "bodyWeight" } },
    ]);
    expect(cases[0].reading).not.toHaveProperty("suv");
    expect(parse("id,image:A,mask:A", "a,i,m").cases).toMatchObject([{ image: "i", mask: "m" }]);
    expect(parse("id,image:A,region", "a,i,GTV").cases).toMatchObject([{ mask: "i" }]);
    expect(parse("id,image,mask,mask:note", "a,i,m,x").carried).toEqual(["mask:note"]);
  });

  it.each([
    ["id,image,image:T1,mask", "a,i,j,m", 'the manifest has the column "image" and "image:T1"'],
    ["id,image:T1", "a,i", 'the manifest has no column "mask"'],
    ["id,image:T1,image:T2,mask:T1", "a,i,j,m", 'the manifest has no column "mask"'],
    ["id,image:T1,mask:T1", "a,i,", 'row 1, column "mask:T1": found nothing'],
    ["id,image:T1,image:T2,mask", "a,,,m", 'row 1: found no image in the columns "image:T1", "image:T2"'],
    ["id,image:T1,mask,mask:T2", "a,i,m,n", 'column "mask:T2" of the manifest: found no column "image:T2"; did you mean "T1"?'],
    ["id,image:T1,mask,suv:T2", "a,i,m,", 'column "suv:T2" of the manifest: found no column "image:T2"'],
    ["id,image:T1,mask,region:T1", "a,i,m,x", "a region is chosen for all images of a case"],
    ["id,image:T1,Image:T2,mask", "a,i,j,m", 'column "Image:T2" of the manifest looks like "image:T2"'],
    ["id,image:T 1,mask", "a,i,m", 'found the name "T 1", expected letters, digits'],
    ["id,image:a/b,mask", "a,i,m", 'found the name "a/b", expected letters, digits'],
    ["id,image:original,mask", "a,i,m", 'found the name "original", expected letters, digits'],
    ["id,image:,mask", "a,i,m", 'found the name "", expected letters, digits'],
    ["id,image:T1,image:T1,mask", "a,i,j,m", 'the manifest has two columns "image:T1"'],
    ["id,image:T1,mask,suv:T1", "a,i,m,x", 'row 1, column "suv:T1": found "x"'],
  ])("%s is refused with %s", (header, row, message) => {
    expect(() => parse(header, row)).toThrow(message);
  }); // biome-ignore format: a table
});

it("has settings of images from the command line", async () => {
  const { voxomics } = await import("../cli/workspace.ts");
  await writeFile(cohort.path("quick.json"), JSON.stringify(quick));
  await writeFile(cohort.path("coarse.json"), JSON.stringify({ ...quick, discretise: { method: "fixedBinNumber", bins: 4 } })); // biome-ignore format: one line
  const asked = ["cohort", manifest, "--settings", cohort.path("quick.json"), "--progress", "none"];
  const { status } = await voxomics(
    ...[
      ...asked,
      "--settings-for",
      `T2=${cohort.path("coarse.json")}`,
      "--out",
      cohort.path("cli"),
    ],
  );
  expect(status).toBe(0);
  const [record] = await cohort.table("cli", "features.csv");
  expect(record).toMatchObject({
    ...cellsOf(0, 0, "T1"),
    ...cellsOf(1, 0, "T2", { ...quick, discretise: { method: "fixedBinNumber", bins: 4 } }),
  });
  const twice = ["--settings-for", "T2=ct", "--settings-for", "T2=mr"];
  expect((await voxomics(...asked, ...twice, "--out", cohort.path("none"))).err).toContain(
    '--settings-for: found "T2" twice, expected each image once',
  );
});
