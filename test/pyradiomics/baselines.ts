import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe } from "vitest";
import { readFile, type Volume } from "../../src/node.ts";
import type { ParamsInput } from "../../src/pyradiomics.ts";

/** PyRadiomics' baselines, images and parameter files; they are not part of the repository. */
const folder = [process.env.VOXOMICS_PYRADIOMICS, "../shared/pyradiomics"].find(
  (path) => path !== undefined && existsSync(path),
);

/** One value that PyRadiomics gave, by its name. */
export interface BaselineValue {
  readonly feature: string;
  readonly value: number;
}

/** The values of one feature class for one test case under one setting. */
export interface Baseline {
  /** `brain1_2d`. */
  readonly test: string;
  /** `brain1`. */
  readonly image: string;
  readonly featureClass: string;
  readonly setting: NonNullable<ParamsInput["setting"]>;
  readonly values: readonly BaselineValue[];
  /** Diagnostics by their names, as PyRadiomics wrote them. */
  readonly diagnostics: Readonly<Record<string, string>>;
}

/** The path of a file beside the baselines. */
export function pyradiomicsPath(name: string): string {
  return join(folder ?? "", name);
}

/** The baselines of a feature class. */
export function baselinesOf(featureClass: string): Baseline[] {
  if (folder === undefined) return [];
  const text = readFileSync(pyradiomicsPath(`baseline/baseline_${featureClass}.csv`), "utf8");
  const [[, ...tests], ...rows]: string[][] = parse(text);
  return tests.map((test, k) => {
    const column = rows.map(([name, ...values]) => [name, values[k]] as const);
    const told = column.filter(([name, text]) => name.startsWith("diagnostics_") && text !== "");
    const diagnostics = Object.fromEntries(told);
    return {
      test,
      image: test.split("_")[0],
      featureClass,
      setting: fromPython(diagnostics.diagnostics_Configuration_Settings),
      values: column.flatMap(([feature, text]) =>
        feature.startsWith("original_") && text !== "" ? [{ feature, value: Number(text) }] : [],
      ),
      diagnostics,
    };
  });
}

/** Settings as Python prints a dictionary. */
function fromPython(text: string): NonNullable<ParamsInput["setting"]> {
  const json = text
    .replaceAll("'", '"')
    .replaceAll("True", "true")
    .replaceAll("False", "false")
    .replaceAll("None", "null");
  return JSON.parse(json);
}

/** The image and the mask of a test case. */
export async function testCase(name: string): Promise<{ image: Volume; mask: Volume }> {
  const [image, mask] = await Promise.all(
    ["image", "label"].map((part) => readFile(pyradiomicsPath(`images/${name}_${part}.nrrd`))),
  );
  return { image, mask };
}

/** A mask of which only one slice is left. */
export function onlySlice(mask: Volume, z: number): Volume {
  const inPlane = mask.size[0] * mask.size[1];
  const data = new Int16Array(mask.data.length);
  data.set(mask.data.subarray(z * inPlane, (z + 1) * inPlane), z * inPlane);
  return { ...mask, data };
}

/** A suite that needs these files. Without them it is skipped, and says so. */
export function describeWithBaselines(name: string, suite: () => void): void {
  if (folder !== undefined) {
    describe(name, suite);
    return;
  }
  console.warn(
    `SKIPPED ${name}: its files are not part of the repository; set VOXOMICS_PYRADIOMICS to their folder`,
  );
  describe.skip(name, suite);
}
