import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareResults, slower } from "../../bench/compare-results.ts";
import type { Results } from "../../bench/results.ts";
import { results, row } from "./rows-fixture.ts";

const glcm = row();
const glrlm = row({ task: "glrlm" });

describe("compareResults", () => {
  it("pairs rows by task and workload, in any order, and lists those without a partner", () => {
    const other = row({ workload: { name: "smooth", size: 1e5, levels: 8 } });
    const { pairs, onlyBefore, onlyAfter } = compareResults(
      results([glcm, glrlm]),
      results([other, glrlm]),
    );
    expect(pairs.map(({ before, after }) => [before, after])).toEqual([[glrlm, glrlm]]);
    expect(onlyBefore).toEqual([glcm]);
    expect(onlyAfter).toEqual([other]);
  });

  it("takes a machine that does all twice as fast for the same", () => {
    const half = [glcm, glrlm].map((one) => ({ ...one, min: one.min / 2, floor: one.floor / 2 }));
    const { pairs } = compareResults(results([glcm, glrlm]), results(half));
    expect(pairs.map(({ ratio, normalised }) => [ratio, normalised])).toEqual([
      [0.5, 1],
      [0.5, 1],
    ]);
  });

  it("does not let one floor that was disturbed hide what got slower", () => {
    const rows = ["a", "b", "c"].map((task) => row({ task }));
    const after = rows.map((one) => (one.task === "a" ? { ...one, min: 4, floor: 1 } : one));
    const comparison = compareResults(results(rows), results(after));
    expect(slower(comparison, 1.1).map(({ before }) => before.task)).toEqual(["a"]);
  });

  it("compares floors of about the same size only: caches differ", () => {
    const small = row({ voxels: 1e3, workload: { name: "smooth", size: 1e3, levels: 64 } });
    const after = [{ ...glcm, min: 4, floor: 1 }, small];
    const { pairs } = compareResults(results([glcm, small]), results(after));
    expect(pairs.map(({ normalised }) => normalised)).toEqual([1, 1]);
  });
});

describe("npm run bench:compare", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "voxomics-compare-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const compare = (before: Results, after: Results, ...options: string[]) => {
    const files = [before, after].map((result, n) => {
      const file = join(folder, `${n}.json`);
      writeFileSync(file, JSON.stringify(result));
      return file;
    });
    const command = ["--import", "tsx", "bench/compare.ts", ...files, ...options];
    const { status, stdout } = spawnSync(process.execPath, command, { encoding: "utf8" });
    return { status, stdout };
  };

  it("fails on what takes more than 1.1 times as long, and names it", () => {
    const worse = { ...glcm, min: 2.3 };
    const { status, stdout } = compare(results([glcm, glrlm]), results([worse, glrlm]));
    expect(status).toBe(1);
    expect(stdout).toContain("1 of 2 rows take more than 1.1 times as long");
    expect(stdout.split("times as long")[1]).toContain("glcm");
    expect(stdout.split("times as long")[1]).not.toContain("glrlm");
  });

  it("takes another threshold, says that machines differ and what is missing", () => {
    const worse = { ...glcm, min: 2.3 };
    const other = results([worse], { cpu: "Antikythera" });
    const { status, stdout } = compare(results([glcm, glrlm]), other, "--threshold", "1.2");
    expect(status).toBe(0);
    expect(stdout).toContain("not the same machine");
    expect(stdout).toMatch(/only in .*0\.json:\n {2}glrlm, smooth 100000, 64 levels/);
  });

  it("fails where nothing can be compared", () => {
    expect(compare(results([glcm]), results([glrlm])).status).toBe(1);
  });
});
