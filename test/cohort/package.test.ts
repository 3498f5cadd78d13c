import { spawnSync } from "node:child_process";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { folderWithPackage } from "../built-package.ts";
import { cohortFolder, quick } from "./cohort-folder.ts";

const { path: folder, remove } = await folderWithPackage();
afterAll(remove);
const cohort = await cohortFolder(3);

/** Runs a cohort and analyses it, as a program that has the package does. */
const program = (out: string) => `
  const result = await runCohort({
    manifest: ${JSON.stringify(cohort.manifest)},
    settings: [{ name: "quick", settings: ${JSON.stringify(quick)} }],
    perturb: { perturbations: ["RNCV"], repeats: 3 },
    workers: 2,
    out: ${JSON.stringify(cohort.path(out))},
  });
  const records = [];
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    records.push({ id: "p" + (seed >> 1), "statistics.meanIntensity": String(seed) });
  }
  const design = { type: "perturbations", subject: "id" };
  const { files } = await analyse(measurementsOf(records), design);
  console.log(result.measured, Object.keys(files).length, files["report.html"].includes("<svg"));`;

describe("voxomics/cohort and voxomics/reproducibility as they are published", () => {
  it.each([
    [
      "module.mjs",
      (body: string) =>
        `import { runCohort } from "voxomics/cohort";
        import { analyse, measurementsOf } from "voxomics/reproducibility";${body}`,
    ],
    [
      "common.cjs",
      (body: string) =>
        `const { runCohort } = require("voxomics/cohort");
        const { analyse, measurementsOf } = require("voxomics/reproducibility");
        (async () => {${body}})();`,
    ],
  ])("runs in %s", async (name, text) => {
    await writeFile(join(folder, name), text(program(name)));
    const { stdout, stderr } = spawnSync(process.execPath, [name], {
      cwd: folder,
      encoding: "utf8",
    });
    expect({ stdout, stderr }).toEqual({ stdout: "9 10 true\n", stderr: "" });
    const features = await cohort.text(name, "features.csv");
    expect(features.split("\n")).toHaveLength(1 + 9 + 1);
  });

  it("runs the program of docs/cohort.md", async () => {
    const [, text] = /```ts\n(.*?)```/s.exec(await readFile("docs/cohort.md", "utf8")) ?? [];
    const { code } = await transform(text, { loader: "ts", format: "esm" });
    await writeFile(join(folder, "documented.mjs"), code);
    const rows = cohort.rows.map((row) => ({
      ...row,
      image: cohort.path(String(row.image)),
      mask: cohort.path(String(row.mask)),
    }));
    await copyFile(await cohort.writeManifest(rows, "absolute.csv"), join(folder, "manifest.csv"));
    const argv = ["documented.mjs"];
    const { stdout, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout.trim().split("\n").at(-1)).toBe("60 0 0");
    expect(await readFile(join(folder, "report.html"), "utf8")).toContain("<svg");
  });
});
