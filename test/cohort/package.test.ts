import { spawnSync } from "node:child_process";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { transform } from "esbuild";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { folderWithPackage } from "../built-package.ts";
import { cohortFolder, quick } from "./cohort-folder.ts";

const { path: folder, remove } = await folderWithPackage();
afterAll(remove);
const dist = join(folder, "node_modules", "voxomics", "dist");
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
    expect({ stdout, stderr }).toEqual({ stdout: "9 6 true\n", stderr: "" });
    const features = await cohort.text(name, "features.csv");
    expect(features.split("\n")).toHaveLength(1 + 9 + 1);
  });

  it("imports the packages that it depends on, and no other", async () => {
    const imported = new Set<string>();
    for (const name of await readdir(dist)) {
      if (!/\.c?js$/.test(name)) continue;
      const text = await readFile(join(dist, name), "utf8");
      const { importedFiles } = ts.preProcessFile(text, true, true);
      for (const { fileName } of importedFiles) imported.add(fileName);
    }
    const packages = [...imported]
      .filter((path) => !path.startsWith(".") && !isBuiltin(path))
      .map((path) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
    const typesOnly = ["@types/ndarray"];
    const needed = Object.keys(manifest.dependencies).filter((name) => !typesOnly.includes(name));
    expect([...new Set(packages)].sort()).toEqual(needed.sort());
  });

  it("comes with the licences of the libraries that are inside", async () => {
    const notices = await readFile(join(dist, "third-party-notices.txt"), "utf8");
    for (const inside of [
      "@stdlib/",
      "ml-hclust ",
      "@observablehq/plot ",
      "d3-array ",
      "linkedom ",
      "hyparquet-writer ",
      "@cornerstonejs/codec-",
    ]) {
      expect(notices).toContain(inside);
    }
    expect(notices).toContain("Apache License");
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

  it("loads the libraries of plots and documents for a report, and not before", async () => {
    const heavy = /node_modules\/(@observablehq\/plot|linkedom)\//;
    for (const ending of [".js", ".cjs"]) {
      const files = (await readdir(dist)).filter((name) => name.endsWith(ending));
      const texts = new Map<string, string>();
      for (const name of files) texts.set(name, await readFile(join(dist, name), "utf8"));
      const holding = files.filter((name) => heavy.test(texts.get(name) ?? ""));
      expect(holding).toEqual([expect.stringMatching(/^report-page-/)]);
      const importing = files.filter((name) => {
        const statics = /(?:^|\n)(?:import|export)[^;(]*?"\.\/(report-page-[^"]+)"/;
        return statics.test(texts.get(name) ?? "");
      });
      expect(importing).toEqual([]);
      const naming = files.filter((name) => texts.get(name)?.includes("report-page-"));
      expect(naming.length).toBeGreaterThan(0);
      for (const name of naming)
        expect(texts.get(name)).toMatch(/(import|require)\(['"]\.\/report-page-/);
    }
  });
});
