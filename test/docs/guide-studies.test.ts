import { parse } from "csv-parse/sync";
import ts from "typescript";
import { expect, it } from "vitest";
import * as reproducibility from "../../src/reproducibility.ts";
import * as validate from "../../src/validate.ts";
import { describeWithData } from "../phantoms.ts";
import { teamCsv, teamRecords } from "../validate/team-values.ts";
import { blocksOf } from "./code-blocks.ts";

/** Runs the program of docs/guide-studies.md on files, and gives what it prints. */
function runProgram(files: Readonly<Record<string, string>>): string[] {
  const [program, ...more] = blocksOf("docs/guide-studies.md").filter((b) => b.language === "ts");
  expect(more).toEqual([]);
  const modules = {
    "node:fs": { readFileSync: (path: string) => files[path] },
    "csv-parse/sync": { parse },
    "voxomics/reproducibility": reproducibility,
    "voxomics/validate": validate,
  };
  const { outputText } = ts.transpileModule(program.text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const lines: string[] = [];
  const console = { log: (line: string) => lines.push(line) };
  const require = (name: keyof typeof modules) => modules[name];
  new Function("require", "exports", "console", outputText)(require, {}, console);
  return lines;
}

describeWithData("the published count of reproducible features", () => {
  it("comes out of the teams' values: PET of 51 patients, whose part is 154 of 162", async () => {
    // as a tenth team that measured PET only, one with the values of NCT Dresden
    const records = await teamRecords("ibsi-2-phase3");
    const patients = records
      .filter(({ modality }) => modality === "PET")
      .map(({ modality, patient, filter, tag, "NCT Dresden": value }) => ({
        study: "ibsi-2-phase3",
        modality,
        patient,
        values: [{ filter: Number(filter), feature: { tag, value } }],
      }));
    expect(patients).toHaveLength(51 * 9 * 18);
    const lines = runProgram({
      "ibsi-phantoms/data/ibsi_validation/values/ibsi-2-phase3.csv": await teamCsv("ibsi-2-phase3"),
      "all.json": JSON.stringify({ patients }),
    });
    expect(lines.filter((line) => line.startsWith("PET"))).toEqual([
      "PET: 154 of 162",
      "PET: 154 of 162",
      "PET: 154 of 162",
    ]);
    expect(lines).toHaveLength(9);
  });
});
