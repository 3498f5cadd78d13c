import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { harmonise } from "../../src/radiogenomics/harmonise.ts";
import { outcomeOf } from "../../src/radiogenomics/outcome.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { voxomics } from "./workspace.ts";

const folder = await temporaryFolder();
const path = (...names: string[]) => join(folder, ...names);
const contrast = "glcm.contrast.3D:mrg";
const energy = "glcm.angularSecondMoment.3D:mrg";
const columns = ["id", "2021", "scanner", "stage", "settings", contrast, energy, "note"];

/** A row of case n: batch B is 30 higher. A cell of text would be a formula in a spreadsheet, and stays. */
function row(n: number): string[] {
  const scanner = n % 2 === 0 ? "A" : "B";
  const value = ((n * 7) % 23) + (scanner === "B" ? 30 : 0);
  const spread = ((n * 5) % 19) + (n % 3);
  return [
    ...[`P${n}`, String(n), scanner, n % 3 === 0 ? "I" : "II", "fine"],
    ...[n === 4 ? "NA" : `${value}.50`, String(spread), n === 6 ? '"=1+1, ""x"""' : "-"],
  ];
}
const numbers = Array.from({ length: 44 }, (_, n) => n);
const write = async (name: string, rows: readonly (readonly string[])[], header = columns) => {
  await writeFile(path(name), [header, ...rows].map((cells) => `${cells.join(",")}\n`).join(""));
  return path(name);
};
const table = await write("features.csv", numbers.map(row));
const base = ["harmonise", table, "--batch", "scanner"];
const read = async (...names: string[]): Promise<Record<string, string>[]> =>
  parse(await readFile(path(...names)), { columns: true });

describe("voxomics harmonise", () => {
  it("writes the table without batch effects, estimates and report, and says what is missing", async () => {
    const { status, out, err } = await voxomics(...base, "--keep", "stage", "--out", path("out"));
    expect({ status, err }).toEqual({
      status: 0,
      err: "note: 1 value of features missing, which stay missing\n",
    });
    const written = ["features.csv", "harmonisation.json", "report.html"].map(
      (name) => `${path("out", name)}\n`,
    );
    expect(out).toBe(`${written.join("")}2 features of 44 cases harmonised over 2 batches\n`);
    expect((await readdir(path("out", "figures"))).sort()).toEqual(
      [
        "batches.svg",
        "effects.svg",
        `feature-${energy}.svg`.replace(":", "-"),
        `feature-${contrast}.svg`.replace(":", "-"),
      ].sort(),
    );
  });

  it("leaves all other cells and the order of columns as they were, and has the values of harmonise()", async () => {
    const text = await readFile(path("out", "features.csv"), "utf8");
    expect(text.split("\n")[0]).toBe(columns.join(","));
    const [before, after] = [await read("features.csv"), await read("out", "features.csv")];
    const others = (all: Record<string, string>[]) =>
      all.map(({ [contrast]: _, [energy]: __, ...rest }) => rest);
    expect(others(after)).toEqual(others(before));
    expect(after[6].note).toBe('=1+1, "x"');
    const column = (name: string) => Float64Array.from(before, (cells) => Number(cells[name]));
    const { features } = harmonise(
      { [contrast]: column(contrast), [energy]: column(energy) },
      before.map(({ scanner }) => scanner),
      {
        keep: [
          outcomeOf(
            "stage",
            before.map(({ stage }) => stage),
          ),
        ],
      },
    );
    expect(after[4][contrast]).toBe("NA");
    for (const name of [contrast, energy]) {
      expect(after.map((cells) => Number(cells[name]))).toEqual([...features[name]]);
    }
  });

  it("applies what was learned to new cases, which may be one and of one stage", async () => {
    const learned = path("out", "harmonisation.json");
    const few = await write("test.csv", [row(9)]);
    const applying = ["harmonise", few, "--batch", "scanner", "--apply", learned];
    const { status, out, err } = await voxomics(...applying, "--out", path("applied"));
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain("2 features of 1 case harmonised over 2 batches");
    expect(await readdir(path("applied"))).not.toContain("harmonisation.json");
    expect(await read("applied", "features.csv")).toEqual([(await read("out", "features.csv"))[9]]);
    expect(await readFile(path("applied", "report.html"), "utf8")).toContain("44 other cases");
  });

  it("knows the features of another program, which were learned, in new cases", async () => {
    const others = columns.map((name) => name.replace(/^glcm\.(\w+).*$/, "original_glcm_$1"));
    await write("foreign.csv", numbers.map(row), others);
    const base = ["harmonise", path("foreign.csv"), "--batch", "scanner"];
    const learning = ["--feature-columns", "original_*", "--keep", "stage"];
    const out = path("foreign");
    expect((await voxomics(...base, ...learning, "--out", out)).status).toBe(0);
    const model = path("foreign", "harmonisation.json");
    const argv = [...base, "--apply", model, "--out", path("foreign-applied")];
    const applied = await voxomics(...argv);
    expect([applied.status, applied.err.includes("error")], applied.err).toEqual([0, false]);
    expect(applied.out).toContain("2 features of 44 cases harmonised over 2 batches");
    expect(await read("foreign-applied", "features.csv")).toEqual(
      await read("foreign", "features.csv"),
    );
  });

  it("chooses rows, features, a reference and means alone", async () => {
    const coarse = numbers.map((n) => row(n).with(4, "coarse").with(5, "1"));
    await write("both.csv", [...numbers.map(row), ...coarse]);
    await writeFile(path("kept.csv"), `feature\n${energy}\n${contrast}\n`);
    const chosen = ["--where", "settings=fine", "--only", path("kept.csv"), "--reference", "A"];
    const { status } = await voxomics(
      ...["harmonise", path("both.csv"), "--batch", "scanner", "--mean-only", ...chosen],
      ...["--out", path("chosen")],
    );
    expect(status).toBe(0);
    const after = await read("chosen", "features.csv");
    const before = await read("features.csv");
    expect(after).toHaveLength(44);
    after.forEach((cells, n) => {
      if (cells.scanner === "A" && n !== 4) {
        expect(Number(cells[contrast])).toBe(Number(before[n][contrast]));
      }
    });
    const model = JSON.parse(await readFile(path("chosen", "harmonisation.json"), "utf8"));
    expect(model).toMatchObject({ software: "voxomics", reference: "A", meanOnly: true });
    expect(Object.keys(model.features)).toEqual([energy, contrast]);
    expect(model.features[contrast].spreads).toEqual([1, 1]);
  });

  it("makes the mean of several rows, with the other cells of the first", async () => {
    const again = numbers.map((n) => row(n).with(1, "again").with(6, "4"));
    await write("twice.csv", [...numbers.map(row), ...again]);
    const { status } = await voxomics(
      ...["harmonise", path("twice.csv"), "--batch", "scanner", "--several", "mean"],
      ...["--out", path("mean")],
    );
    expect(status).toBe(0);
    const after = await read("mean", "features.csv");
    expect(after).toHaveLength(44);
    expect(after.map((cells) => cells["2021"])).toEqual(numbers.map(String));
  });

  it("takes every row for a case of its own where no column says who it is of", async () => {
    await write(
      "nobody.csv",
      numbers.map((n) => row(n).slice(1)),
      columns.slice(1),
    );
    const { status, out } = await voxomics(
      ...["harmonise", path("nobody.csv"), "--batch", "scanner", "--out", path("nobody")],
    );
    expect({ status, last: out.split("\n").at(-2) }).toEqual({
      status: 0,
      last: "2 features of 44 cases harmonised over 2 batches",
    });
  });

  it("tells of cases without what is kept, of small batches, and of features that stay as they are", async () => {
    const rows = numbers.slice(0, 30).map((n) => (n === 8 ? row(n).with(3, "") : row(n)));
    const flat = rows.map((cells) => [...cells, cells[2] === "A" ? "1" : cells[5]]);
    await write("few.csv", flat, [...columns, "glcm.jointEntropy.3D:mrg"]);
    const { status, err, out } = await voxomics(
      ...["harmonise", path("few.csv"), "--batch", "scanner", "--keep", "stage"],
      ...["--out", path("few")],
    );
    expect(status).toBe(0);
    expect(err).toContain(
      "1 case without a value of what is kept, whose harmonised features are left empty: P8\n",
    );
    expect(err).toContain(
      "2 batches of fewer than 20 cases, of which shifts and spreads are mostly noise: A (14), B (15)\n",
    );
    expect(err).toContain(
      "1 feature without two different values in every batch, left unchanged: glcm.jointEntropy.3D:mrg\n",
    );
    expect(out).toContain(
      "2 features of 29 cases harmonised over 2 batches, 1 left unchanged, 1 case left empty\n",
    );
    expect(await readFile(path("few", "report.html"), "utf8")).toContain(
      "<p>2 features of 29 cases: ",
    );
    const after = await read("few", "features.csv");
    expect(after[8][contrast]).toBe("");
    expect(after[0]["glcm.jointEntropy.3D:mrg"]).toBe("1");
  });

  it("tells of features that harmonising made negative", async () => {
    const sizes = numbers.slice(0, 12).map((n) => [`P${n}`, n % 2 === 0 ? "A" : "B", `${n % 2 === 0 ? 10 + n : n === 11 ? 5 : 100 + n}`, `${n * 3 - 20}`]); // biome-ignore format: one line
    await write("sizes.csv", sizes, [
      "id",
      "scanner",
      "morphology.volumeMesh",
      "glcm.contrast.3D:mrg",
    ]);
    const { status, err } = await voxomics(
      ...["harmonise", path("sizes.csv"), "--batch", "scanner", "--out", path("sizes")],
    );
    expect(status).toBe(0);
    expect(err).toContain(
      "1 feature without a negative value before and with some now, as shifts know no limits: morphology.volumeMesh\n",
    );
  });

  it("writes no id of a patient into its report", async () => {
    for (const name of ["out", "applied", "few"]) {
      const page = await readFile(path(name, "report.html"), "utf8");
      expect(page).not.toMatch(/\bP\d+\b/);
    }
  });

  it.each([
    [
      "a batch column that is missing",
      ["--batch", "scaner"],
      '--batch: found no column "scaner"; did you mean "scanner"?',
    ],
    ["a kept column that is missing", ["--keep", "age"], '--keep: found no column "age"'],
    [
      "a reference that is no batch",
      ["--reference", "C"],
      '--reference: found "C", expected one of the batches "A", "B"',
    ],
    ["what follows from the batch", ["--keep", "hospital"], '("hospital") follow from each other'],
    [
      "a batch of one case",
      ["--batch", "lone"],
      'batch "x": found 1 case, expected two or more, better 20',
    ],
    ["an empty batch", ["--batch", "gap"], 'row 3: found no batch in column "gap"'],
    ["ids of several rows", ["--id", "scanner"], '"A" has 22 rows'],
    [
      "text among numbers",
      ["--keep", "mixed", "--type", "mixed=number"],
      'covariate "mixed": row 2: found "x", expected a number or nothing',
    ],
  ])("is refused with %s, and writes nothing", async (_, options, message) => {
    const wide = numbers.map((n) => [
      ...row(n),
      ...[n % 2 === 0 ? "one" : "two", n === 3 ? "x" : "y", n === 2 ? "" : `g${n % 2}`],
      n === 1 ? "x" : String(n),
    ]);
    const file = await write("wide.csv", wide, [...columns, "hospital", "lone", "gap", "mixed"]);
    const { status, err } = await voxomics(
      ...["harmonise", file, "--batch", "scanner", ...options, "--out", path("none")],
    );
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining(message) });
    expect(await readdir(folder)).not.toContain("none");
  });

  it("is refused with text in a feature", async () => {
    const file = await write("text.csv", [...numbers.map(row), row(50).with(5, "high")]);
    const { status, err } = await voxomics(
      ...["harmonise", file, "--batch", "scanner", "--out", path("none")],
    );
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('found "high"') });
  });

  it("is refused where estimates do not fit the table", async () => {
    const learned = path("out", "harmonisation.json");
    const apply = (file: string, model: string) =>
      voxomics("harmonise", file, "--batch", "scanner", "--apply", model, "--out", path("none"));
    const other = columns.with(5, "glcm.jointEntropy.3D:mrg");
    const others = await apply(await write("other.csv", numbers.map(row), other), learned);
    expect(others.err).toContain(
      `found other features than the 2 that the estimates are of: the table lacks 1 of them: "${contrast}", and has 1 other: "glcm.jointEntropy.3D:mrg"`,
    );
    const unknown = await apply(await write("new.csv", [row(1).with(2, "C")]), learned);
    expect(unknown.err).toContain('row 1: found the batch "C", expected one of "A", "B"');
    const stage = await apply(await write("stage.csv", [row(1).with(3, "IV")]), learned);
    expect(stage.err).toContain('covariate "stage": row 1: found "IV", expected one of "I", "II"');
    const lacking = await apply(
      await write("lacking.csv", [row(1).toSpliced(3, 1)], columns.toSpliced(3, 1)),
      learned,
    );
    expect(lacking.err).toContain('found no column "stage", which the model keeps');
    await writeFile(path("empty.json"), "{}");
    expect((await apply(table, path("empty.json"))).err).toContain(
      "empty.json: found an object, expected the harmonisation.json of voxomics harmonise",
    );
    expect((await apply(table, table)).err).toContain("features.csv: is no JSON");
    const model = JSON.parse(await readFile(learned, "utf8"));
    model.version = "0.0.1";
    model.features[contrast].shifts.pop();
    await writeFile(path("broken.json"), JSON.stringify(model));
    expect((await apply(table, path("broken.json"))).err).toContain(
      `broken.json: model.features["${contrast}"].shifts: found an array, expected 2 numbers`,
    );
    expect(await readdir(folder)).not.toContain("none");
  });

  it("says where another version made the estimates", async () => {
    const model = JSON.parse(await readFile(path("out", "harmonisation.json"), "utf8"));
    await writeFile(path("old.json"), JSON.stringify({ ...model, version: "0.0.1" }));
    const { status, err } = await voxomics(
      ...[...base, "--apply", path("old.json"), "--out", path("old")],
    );
    expect({ status, err }).toEqual({
      status: 0,
      err: expect.stringContaining("voxomics 0.0.1 wrote these estimates"),
    });
  });

  it("does not overwrite what it read", async () => {
    const { status, err } = await voxomics(...base, "--out", folder);
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining("is an input") });
    expect(await read("features.csv")).toHaveLength(44);
  });

  it.each([
    [
      ["--reference", "A"],
      "'--apply <file.json>' cannot be used with option '--reference <batch>'",
    ],
    [["--keep", "stage"], "'--apply <file.json>' cannot be used with option '--keep <column...>'"],
  ])("is wrong usage with --apply and %j", async (options, message) => {
    const { status, err } = await voxomics(
      ...[...base, "--apply", path("out", "harmonisation.json"), ...options, "--out", path("no")],
    );
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining(message) });
  });
});
