import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { voxomics } from "./workspace.ts";

const folder = await temporaryFolder();
const path = (...names: string[]) => join(folder, ...names);
const rows = Array.from({ length: 24 }, (_, n) => n);
const id = (n: number) => `TCGA-AB-${String(1000 + n)}`;
const features = path("features.csv");
await writeFile(
  features,
  [
    "patient,settings,morphology.volumeMesh,glcm.contrast.3D:mrg",
    ...rows.map((n) => `${id(n)},fine,${100 + n},${(n * 7) % 24}`),
    `${id(0)},coarse,90,1`,
  ].join("\n"),
);
const clinical = path("clinical.txt");
await writeFile(
  clinical,
  [
    "#Patient\tMonths\tStatus\tGrade\tDate",
    "PATIENT_ID\tOS_MONTHS\tOS_STATUS\tGRADE\tCENTRE",
    ...rows
      .slice(1)
      .map(
        (n) =>
          `${id(n)}\t${50 - n}\t${n % 3 === 0 ? "0:LIVING" : "1:DECEASED"}\t${2 + (n % 2)}\tone`,
      ),
    "TCGA-AB-9999\t3\t0:LIVING\t2\tone",
  ].join("\n"),
);
const mutations = path("mutations.maf");
await writeFile(
  mutations,
  [
    "Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode",
    ...rows.map((n) => `${n < 12 ? "TP53" : "TTN"}\tMissense_Mutation\t${id(n)}-01`),
    `RARE\tMissense_Mutation\t${id(0)}-01`,
  ].join("\n"),
);
const base = [
  "associate",
  features,
  "--outcomes",
  clinical,
  mutations,
  "--id",
  "patient",
  "--where",
  "settings=fine",
];

describe("voxomics associate", () => {
  it("tests features against outcomes of several tables, and names the files that it wrote", async () => {
    const chosen = ["--outcome", "TP53", "--survival", "OS_MONTHS,OS_STATUS"];
    const { status, out, err } = await voxomics(...base, ...chosen, "--out", path("out"));
    expect({ status, err }).toEqual({
      status: 0,
      err: "note: 1 id in the outcomes alone: TCGA-AB-9999\n",
    });
    const written = ["associations.csv", "associations.json", "report.html"].map(
      (name) => `${path("out", name)}\n`,
    );
    expect(out).toBe(`${written.join("")}3 tests, 1 with q below 0.05\n`);
    const table: Record<string, string>[] = parse(await readFile(path("out", "associations.csv")), {
      columns: true,
    });
    const seen = table.map(({ feature, outcome, test, n, effect }) => [
      feature,
      outcome,
      test,
      n,
      effect,
    ]);
    expect(seen[0]).toEqual(["morphology.volumeMesh", "TP53", "wilcoxon", "24", "0"]);
    expect(seen.map(([, outcome, test, n]) => [outcome, test, n])).toEqual([
      ["TP53", "wilcoxon", "24"],
      ["TP53", "wilcoxon", "24"],
      ["survival", "cox", "23"],
      ["survival", "cox", "23"],
    ]);
  });

  it("writes no id of a patient", async () => {
    for (const name of ["report.html", "associations.csv", "associations.json"]) {
      expect(await readFile(path("out", name), "utf8")).not.toContain("TCGA-AB");
    }
  });

  it("takes stated types, covariates, chosen features and permutations", async () => {
    const only = path("kept.csv");
    await writeFile(only, "feature,icc\nglcm.contrast.3D:mrg,0.9\n");
    const asked = [
      "--outcome",
      "GRADE",
      "--type",
      "GRADE=order",
      "--adjust",
      "TP53",
      "--only",
      only,
    ];
    const { status } = await voxomics(
      ...base,
      ...asked,
      "--permutations",
      "10",
      "--out",
      path("few"),
    );
    expect(status).toBe(0);
    const [row, ...others]: Record<string, string>[] = parse(
      await readFile(path("few", "associations.csv")),
      { columns: true },
    );
    expect(others).toEqual([]);
    expect(row).toMatchObject({ outcomeType: "order", test: "partial-spearman" });
    expect(Number(row.pMaxT) * 11).toBeCloseTo(Math.round(Number(row.pMaxT) * 11), 9);
  });

  it("adjusts for a feature, such as the volume, that is tested or not", async () => {
    const adjusted = ["--outcome", "TP53", "--adjust", "morphology.volumeMesh"];
    const { status } = await voxomics(...base, ...adjusted, "--out", path("adjusted"));
    expect(status).toBe(0);
    const table: Record<string, string>[] = parse(
      await readFile(path("adjusted", "associations.csv")),
      { columns: true },
    );
    expect(table.map(({ test, reason }) => [test, reason])).toEqual([
      ["logistic", "dependent-covariates"],
      ["logistic", ""],
    ]);
    const only = path("contrast.csv");
    await writeFile(only, "feature\nglcm.contrast.3D:mrg\n");
    await voxomics(...base, ...adjusted, "--only", only, "--out", path("adjusted-only"));
    const [row, ...others]: Record<string, string>[] = parse(
      await readFile(path("adjusted-only", "associations.csv")),
      { columns: true },
    );
    expect(others).toEqual([]);
    expect(row.p).toBe(table[1].p);
    // the volume is known, though it is not chosen
    expect(row.volumeCorrelation).toBe(table[1].volumeCorrelation);
    expect(Math.abs(Number(row.volumeCorrelation))).toBeGreaterThan(0);
  });

  it("takes no column that options name for a feature where all columns of numbers are", async () => {
    const wide = path("wide.csv");
    await writeFile(
      wide,
      `who,age,size\n${rows.map((n) => `${id(n)},${40 + ((n * 5) % 17)},${n * 2}`).join("\n")}\n`,
    );
    const { status } = await voxomics(
      ...["associate", wide, "--feature-columns", "--outcomes", mutations, "--id", "who"],
      ...["--outcome", "TP53", "--adjust", "age", "--out", path("numeric")],
    );
    expect(status).toBe(0);
    const table: Record<string, string>[] = parse(
      await readFile(path("numeric", "associations.csv")),
      { columns: true },
    );
    expect(table.map(({ feature, test }) => [feature, test])).toEqual([["size", "logistic"]]);
  });

  it("writes rows below a stated q, and says how many are left out", async () => {
    const asked = ["--outcome", "TP53", "TTN", "--q-below", "0.01", "--out", path("below")];
    const { status, out } = await voxomics(...base, ...asked);
    expect(status).toBe(0);
    expect(out).toMatch(
      /4 tests, 2 with q below 0\.05; 2 rows with q or q over all below 0\.01, 2 left out\n$/,
    );
    const table: Record<string, string>[] = parse(
      await readFile(path("below", "associations.csv")),
      { columns: true },
    );
    expect(table.map(({ feature, outcome }) => [feature, outcome])).toEqual([
      ["morphology.volumeMesh", "TP53"],
      ["morphology.volumeMesh", "TTN"],
    ]);
  });

  it("takes mutations and expression of a gene, of samples of one type or several combined", async () => {
    const second = path("second.maf");
    const recurred = `TP53\tMissense_Mutation\t${id(20)}-02`;
    await writeFile(second, `${await readFile(mutations, "utf8")}\n${recurred}\n`);
    const expression = path("expression.txt");
    const samples = rows.map((n) => `${id(n)}-01`);
    const levels = rows.map((n) => (n * 5) % 24);
    await writeFile(
      expression,
      `Hugo_Symbol\t${samples.join("\t")}\t${id(3)}-11\nTP53\t${levels.join("\t")}\t1000\n`,
    );
    const both = ["associate", features, "--outcomes", second, expression, "--id", "patient"];
    const asked = ["--where", "settings=fine", "--outcome", "TP53 mutation", "TP53 expression"];
    const run = (folderName: string, ...more: string[]) =>
      voxomics(...both, ...asked, ...more, "--out", path(folderName));
    const refused = await run("none");
    expect(refused.err).toContain("two samples of one patient: choose samples of one type");
    const primary = await run("primary", "--sample-type", "01");
    expect(primary.err).toBe(
      `note: 2 samples of other types than 01 left out: ${id(20)}-02, ${id(3)}-11\n`,
    );
    const read = async (name: string): Promise<Record<string, string>[]> =>
      parse(await readFile(path(name, "associations.csv")), { columns: true });
    const [volume] = await read("primary");
    expect(volume).toMatchObject({ outcome: "TP53 mutation", statistic: "0", n: "24" });
    expect((await run("combined", "--several-samples", "combined")).status).toBe(0);
    // 13 mutated patients, the last of which has the volume 120 and is larger than 8 of the others
    expect((await read("combined"))[0]).toMatchObject({ statistic: "8", n: "24" });
    const strange = path("strange.gmt");
    await writeFile(strange, "HYPOXIA\tx\tCA9\tVEGFA\n");
    const sets = await run("none", "--several-samples", "first", "--gene-sets", strange);
    expect(sets.err).toContain(
      'expression.txt: found no gene of 1 gene set with two values or more: sets have "CA9", "VEGFA", this table "TP53"',
    );
    const wrong = await run("none", "--sample-type", "03");
    expect(wrong.err).toBe(
      'error: --sample-type: found no sample of the type "03"; the types are "01", "02", "11"\n',
    );
  });

  it("asks for a q where tests are more than a table has rows", async () => {
    const wide = path("many.csv");
    const some = rows.slice(0, 12);
    const table = (width: number, heads: string[], of: (n: number, k: number) => number) =>
      heads.map((head, n) => [head, ...Array.from({ length: width }, (_, k) => of(n, k))]);
    const names = Array.from({ length: 501 }, (_, k) => `x${k}`);
    const cells = table(501, some.map(id), (n, k) => (n * k) % 13);
    await writeFile(wide, [["patient", ...names], ...cells].join("\n"));
    const genes = path("genes.txt");
    const expression = table(
      12,
      Array.from({ length: 2000 }, (_, k) => `G${k}`),
      (_, k) => k,
    );
    await writeFile(
      genes,
      [["Hugo_Symbol", ...some.map(id)], ...expression].map((row) => row.join("\t")).join("\n"),
    );
    const many = [
      "associate",
      wide,
      "--feature-columns",
      "x*",
      "--outcomes",
      genes,
      "--id",
      "patient",
    ];
    const refused = await voxomics(...many, "--out", path("none"));
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.err).toContain(
      "found 501 features and 2000 outcomes, 1002000 tests, expected at most 1000000 in a table: state which rows are written (--q-below 0.05)",
    );
    const permuted = await voxomics(
      ...[...many, "--q-below", "0.05", "--permutations", "10", "--out", path("none")],
    );
    expect(permuted).toMatchObject({ status: 1 });
    expect(permuted.err).toContain(
      "--permutations: found 10, expected 0: each permutation repeats all of 1002000 tests",
    );
    expect(await readdir(folder)).not.toContain("none");
  });

  it.each([
    [["--outcome", "GRADE"], 'outcome "GRADE": found "3", "2": so few numbers may be groups'],
    [
      ["--outcome", "TP35"],
      'found no column "TP35" among outcomes and labels; did you mean "TP53"?',
    ],
    [
      ["--outcome", "TP53", "GRADE", "--type", "GRADE=order", "--adjust", "GRADE"],
      'found the column "GRADE" as an outcome and as what associations are adjusted for, expected one of both',
    ],
    [
      ["--outcome", "RARE", "--min-mutated", "1", "--adjust", "none"],
      'found no column "none" among outcomes, labels and features',
    ],
    [
      ["--outcome", "TP53", "--adjust", "morphology.volumeMsh"],
      'found no column "morphology.volumeMsh" among outcomes, labels and features; did you mean "morphology.volumeMesh"?',
    ],
    [["--outcome", "TP53", "TP53"], '--outcome: found "TP53" twice, expected names that differ'],
    [
      ["--outcome", "TTN", "--adjust", "OS_MONTHS", "OS_MONTHS"],
      '--adjust: found "OS_MONTHS" twice, expected names that differ',
    ],
    [
      ["--outcome", "TTN", "--adjust", "TP53"],
      'outcome "TTN" follows from "TP53", which associations are adjusted for: nothing is left of it to test',
    ],
    [["--outcome", "CENTRE"], 'outcome "CENTRE": found the value "one" alone'],
    [["--outcome", "TP53", "--only", features], "found no names of features"],
    [["--outcome", "TP53", "--only", clinical], "has columns with tabs between, expected commas"],
    [["--outcome", "TP53", "--gene-sets", features], "features.csv: line 1: found"],
  ])("is refused with %j, and writes nothing", async (options, message) => {
    const { status, err } = await voxomics(...base, ...options, "--out", path("none"));
    expect(status).toBe(1);
    expect(err).toContain(message);
    expect(err.trimEnd().split("\n").at(-1)).toMatch(/^error: /);
    expect(await readdir(folder)).not.toContain("none");
  });

  it("is refused without rows of one meaning, and with an unknown column of ids", async () => {
    const several = await voxomics(
      "associate",
      features,
      "--outcomes",
      clinical,
      "--id",
      "patient",
      "--out",
      path("none"),
    );
    expect(several.err).toContain(`"${id(0)}" has 2 rows, which differ in "settings"`);
    const unknown = await voxomics(
      "associate",
      features,
      "--outcomes",
      clinical,
      "--id",
      "who",
      "--out",
      path("none"),
    );
    expect(unknown.err).toContain('found no column "who"');
  });

  it.each([
    [
      "lfs.txt",
      "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
      "is a pointer of Git LFS",
    ],
    ["empty.csv", "", "found nothing, expected a table in CSV: a header, and a row a case"],
    [
      "header.csv",
      "patient,TP53\n",
      'found the header "patient,TP53" and no row, expected a table in CSV',
    ],
    ["header.txt", "PATIENT_ID\tAGE\n", "found a header and no row, expected one of each patient"],
    ["genes.txt", "Hugo_Symbol\tS1\n", "found a header and no row, expected one of each gene"],
    [
      "spreadsheet.csv",
      "patient;TP53\nTCGA-AB-1000;0,5\n",
      "has columns with semicolons between, expected commas between columns, and a point in numbers",
    ],
    [
      "fusions.txt",
      "Sample_Id\tSite1_Hugo_Symbol\nS1\tALK\n",
      'of which the first are "Sample_Id", "Site1_Hugo_Symbol"; expected PATIENT_ID or SAMPLE_ID',
    ],
  ])("is refused with another text as outcomes: %s", async (name, text, message) => {
    const other = path(name);
    await writeFile(other, text);
    const asked = ["--outcomes", other, "--id", "patient", "--where", "settings=fine"];
    const { status, err } = await voxomics("associate", features, ...asked, "--out", path("none"));
    expect(status).toBe(1);
    expect(err).toMatch(/^error: /);
    expect(err).toContain(`${name}: `);
    expect(err).toContain(message);
    expect(await readdir(folder)).not.toContain("none");
  });

  it.each([
    [["--type", "GRADE"], "found GRADE, expected a column, = and a value"],
    [
      ["--type", "GRADE=ordinal"],
      "found the type ordinal, expected number, order, twoGroups, groups",
    ],
    [["--survival", "OS_MONTHS"], "found OS_MONTHS, expected two columns with a comma between"],
    [["--permutations", "-3"], "found -3, expected a whole number from 0"],
  ])("is wrong usage with %j", async (options, message) => {
    const { status, err } = await voxomics(...base, ...options, "--out", path("none"));
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
