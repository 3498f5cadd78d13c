import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { voxomics } from "./workspace.ts";

const folder = await temporaryFolder();
const path = (...names: string[]) => join(folder, ...names);
const write = async (name: string, text: string) => {
  await writeFile(path(name), text);
  return path(name);
};
const read = async (...names: string[]): Promise<Record<string, string>[]> =>
  parse(await readFile(path(...names), "utf8"), { columns: true });

const contrast = "glcm.contrast.3D:avg";
const table = await write(
  "features.csv",
  `id,patient,timepoint,sex,region,morphology.volumeMesh,${contrast}
a1,"=A, 1",pre,f,core,20,4
a2,"=A, 1",post,f,core,15,0
b1,B,pre,m,core,40,
b2,B,post,m,core,30,2
c1,C,pre,f,core,8,1
`,
);
const base = ["delta", table, "--subject", "patient", "--time", "timepoint"];
const stated = [...base, "--times", "pre,post"];

describe("voxomics delta", () => {
  it("writes changes, wide tables and a record, and says what is missing", async () => {
    const { status, out, err } = await voxomics(...stated, "--out", path("out"));
    expect({ status, err }).toEqual({
      status: 0,
      err: "note: post: 1 of 3 subjects (by patient, region) without a row of one of the two times\n",
    });
    const files = ["delta.csv", "relative.csv", "absolute.csv", "log-ratio.csv", "delta.json"];
    expect(out).toBe(
      `${files.map((name) => `${path("out", name)}\n`).join("")}2 features of 3 subjects, 1 comparison: 3 changes\n`,
    );
    expect((await readdir(path("out"))).sort()).toEqual([...files].sort());
  });

  it("has the rows worked out by hand", async () => {
    const rows = await read("out", "delta.csv");
    expect(Object.keys(rows[0]).join()).toBe(
      "patient,region,feature,comparison,baselineTime,time,before,after,absolute,relative,logRatio,repeatability,exceeds,reason",
    );
    expect(rows.map((row) => Object.values(row).join("|"))).toEqual([
      `'=A, 1|core|morphology.volumeMesh|post|pre|post|20|15|-5|-0.25|${Math.log(0.75)}|||`,
      `'=A, 1|core|${contrast}|post|pre|post|4|0|-4|-1||||not-positive`,
      `B|core|morphology.volumeMesh|post|pre|post|40|30|-10|-0.25|${Math.log(0.75)}|||`,
      `B|core|${contrast}|post|pre|post||2||||||no-earlier-value`,
      "C|core|morphology.volumeMesh|post|pre||8|||||||no-later-time",
      `C|core|${contrast}|post|pre||1|||||||no-later-time`,
    ]);
  });

  it("has wide tables of a row a subject, with labels that are the same at all times", async () => {
    expect(await readFile(path("out", "relative.csv"), "utf8")).toBe(
      `patient,region,sex,post.relative/morphology.volumeMesh,post.relative/${contrast}
"=A, 1",core,f,-0.25,-1
B,core,m,-0.25,
C,core,f,,
`,
    );
    const [first] = await read("out", "absolute.csv");
    expect(first[`post.absolute/${contrast}`]).toBe("-4");
    const [, second] = await read("out", "log-ratio.csv");
    expect(second["post.logRatio/morphology.volumeMesh"]).toBe(String(Math.log(0.75)));
  });

  it("says in a record how changes were made, and what they come to", async () => {
    expect(JSON.parse(await readFile(path("out", "delta.json"), "utf8"))).toMatchObject({
      software: "voxomics",
      subject: ["patient"],
      times: ["pre", "post"],
      visits: false,
      orderedBy: "stated",
      apart: ["region"],
      counts: [
        { comparison: "post", feature: "morphology.volumeMesh", n: 2, exceeds: 0, reasons: { "no-later-time": 1 } },
        {
          ...{ feature: contrast, n: 1 },
          reasons: { "not-positive": 1, "no-earlier-value": 1, "no-later-time": 1 },
        },
      ],
    }); // biome-ignore format: a table
  });

  it("compares with the agreement that voxomics reproducibility writes", async () => {
    const repeated = [1, 2, 3, 4, 5].flatMap((n) =>
      ["x", "y"].map((scan, k) => `p${n},${scan},${10 * n + k},${n * n - k}`),
    );
    const scans = await write(
      "scans.csv",
      `patient,scan,morphology.volumeMesh,${contrast}\n${repeated.join("\n")}\n`,
    );
    const trust = await voxomics(
      ...["reproducibility", scans, "--design", "testRetest", "--subject", "patient"],
      ...["--repeat", "scan", "--out", path("trust")],
    );
    expect(trust.status).toBe(0);
    const agreement = path("trust", "agreement.csv");
    const { status, out } = await voxomics(
      ...[...stated, "--agreement", agreement, "--out", path("judged")],
    );
    expect(status).toBe(0);
    expect(out).toContain("3 changes, of which 3 exceed the repeatability coefficient");
    const [volume] = await read("judged", "delta.csv");
    // all differences are 1, so s_w is the root of a half
    expect(Number(volume.repeatability)).toBeCloseTo(1.959964 * Math.SQRT2 * Math.SQRT1_2, 5);
    expect(volume.exceeds).toBe("true");
  });

  it("writes tables that voxomics associate reads", async () => {
    const patients = Array.from({ length: 12 }, (_, n) => n);
    const rows = patients.flatMap((n) => [`P${n},0,${10 + n}`, `P${n},1,${12 + 3 * n}`]);
    const many = await write(
      "many.csv",
      `patient,week,morphology.volumeMesh\n${rows.join("\n")}\n`,
    );
    await voxomics(
      ...["delta", many, "--subject", "patient", "--time", "week", "--out", path("many")],
    );
    const outcomes = await write(
      "outcomes.csv",
      `patient,response\n${patients.map((n) => `P${n},${n * n}`).join("\n")}\n`,
    );
    const { status } = await voxomics(
      ...["associate", path("many", "relative.csv"), "--outcomes", outcomes, "--id", "patient"],
      ...["--out", path("map")],
    );
    expect(status).toBe(0);
    const [row] = await read("map", "associations.csv");
    expect(row).toMatchObject({ feature: "1.relative/morphology.volumeMesh", n: "12" });
    expect(Number(row.effect)).toBeCloseTo(1, 12);
  });

  it.each([
    [base, '--times: found "pre", "post" in column "timepoint", whose order is not plain'],
    [[...base, "--times", "pre,pst"], '--times: found "pst", which no row has in column "timepoint"'],
    [[...stated, "--where", "region=node"], 'no row has region = "node" (found "core")'],
    [[...stated, "--agreement", table], 'features.csv: found no column "feature", expected the agreement.csv of voxomics reproducibility'],
    [["delta", table, "--subject", "sex", ...stated.slice(4)], 'rows 1 and 5 are both of sex "f", region "core", timepoint "pre"; they differ in "id", "patient"'],
    [[...stated, "--apart", "stage"], 'no column "stage"'],
    [[...stated, "--volume-column", "morphology.volumeMsh"], '--volume-column: found no feature "morphology.volumeMsh"'],
  ])("refuses %j", async (argv, message) => {
    const { status, err } = await voxomics(...argv, "--out", path("none"));
    expect(status).toBe(1);
    expect(err).toContain(message);
    expect(await readdir(folder)).not.toContain("none");
  }); // biome-ignore format: a table

  it.each([
    ["feature,repeatability\nmorphology.volumeMesh,-1\n", 'row 1, column "repeatability": found "-1"'],
    ["feature,repeatability\nmorphology.volumeMesh,1\nmorphology.volumeMesh,1\n", "row 2: found \"morphology.volumeMesh\" again"],
    ["feature,repeatability\nx,1\n", 'found none of the table\'s features, of which the first is "morphology.volumeMesh"'],
  ])("refuses the agreement %j", async (text, message) => {
    const agreement = await write("agreement.csv", text);
    const { status, err } = await voxomics(...stated, "--agreement", agreement, "--out", path("none"));
    expect({ status, told: err.includes(message) }).toEqual({ status: 1, told: true });
  }); // biome-ignore format: a table

  it("refuses to overwrite what it reads, and a list of one time", async () => {
    const inside = await write("delta.csv", await readFile(table, "utf8"));
    const { status, err } = await voxomics("delta", inside, ...stated.slice(2), "--out", folder);
    expect({ status, told: err.includes("is an input") }).toEqual({ status: 1, told: true });
    expect((await voxomics(...base, "--times", "pre", "--out", path("none"))).status).toBe(2);
  });
});
