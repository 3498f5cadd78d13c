import { describe, expect, it } from "vitest";
import { parseManifest } from "../../../src/cohort/manifest.ts";
import { failedResult, readResult, resultOf } from "../../../src/cohort/queue/job-result.ts";
import { columnsKey, type FeatureColumn, unitsOf } from "../../../src/cohort/unit.ts";
import { resolveSettings } from "../../../src/settings/resolve.ts";

const { cases } = parseManifest("id,image,mask\nA,a.nii,m.nii\n");
const [unit] = unitsOf(cases, [{ name: "s", settings: resolveSettings({}) }], null);
const sum = { path: "a.nii", files: 1, bytes: 2, sha256: "0".repeat(64) };
const inputs = {
  image: { ...sum, size: [2, 2, 2] as const, spacing: [1, 1, 1] as const },
  mask: { ...sum, voxels: 3 },
  notes: [],
};
const columns = [{ name: "mean" }, { name: "skewness" }] as unknown as FeatureColumn[];
const key = columnsKey(columns);
const roi = { morphologicalVoxels: 3, intensityVoxels: 3, spacing: [1, 1, 1], greyLevels: null };
const measured = { roi, perturbation: null, columns: key, values: [1, null], reasons: { 1: "too-few-voxels" }, notes: [] }; // biome-ignore format: one line
const entry = {
  key: unit.key,
  inputs,
  stamps: ["s", "t"],
  milliseconds: 4,
  measured,
  failure: null,
};
const sound = resultOf({ entry, columns: { key, columns } } as never);
const failed = resultOf(failedResult(unit, ["s", null], { code: "invalid-file", message: "gone" }));
const sent = (result: unknown) => JSON.parse(JSON.stringify(result));

describe("readResult", () => {
  it("reads what a worker returned", () => {
    expect(readResult(sent(sound), unit)).toEqual({ entry, columns: { key, columns } });
    expect(readResult(sent(failed), unit)).toEqual({
      entry: {
        ...{ key: unit.key, inputs: null, stamps: ["s", null], milliseconds: 0, measured: null },
        failure: { code: "invalid-file", message: "row 1: gone", ofCase: false },
      },
      columns: null,
    });
  });

  it.each<[string, unknown]>([
    ["nothing", null],
    ["another version", { ...sound, version: "9.9.9" }],
    ["another engine", { ...sound, engine: "Bun 1" }],
    ["no entry", { ...sound, entry: undefined }],
    ["another unit's entry", { ...sound, entry: { ...entry, key: "other" } }],
    ["an entry without inputs", { ...sound, entry: { ...entry, inputs: null } }],
    ["a value that is text", { ...sound, entry: { ...entry, measured: { ...measured, values: ["1", 2] } } }],
    ["a null without a reason", { ...sound, entry: { ...entry, measured: { ...measured, reasons: {} } } }],
    ["no columns", { ...sound, columns: null }],
    ["columns of another name", { ...sound, columns: { key: "other", columns } }],
    ["other columns", { ...sound, columns: { key: columnsKey([]), columns: [] } }],
    ["more values than columns", { ...sound, entry: { ...entry, measured: { ...measured, values: [1, 2, 3], reasons: {} } } }],
    ["a failure with columns", { ...failed, columns: { key, columns } }],
  ])("takes no result with %s", (_, result) => {
    expect(readResult(sent(result), unit)).toBeNull();
  }); // biome-ignore format: rows of a table
});
