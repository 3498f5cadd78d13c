import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseResults } from "../../bench/results.ts";

const bench = (...args: string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", "bench/run.ts", "--quick", ...args], {
    encoding: "utf8",
  });

describe("npm run bench", () => {
  it("measures the rows that are asked for, prints them and writes them", () => {
    const folder = mkdtempSync(join(tmpdir(), "voxomics-bench-"));
    const file = join(folder, "out.json");
    const { status, stdout, stderr } = bench(
      ...["ngtdm,ngldm", "family", "smooth", "--sizes", "1e3,2e3", "--levels", "8", "--json", file],
    );
    expect(status, stderr).toBe(0);
    const { rows, machine } = parseResults(readFileSync(file, "utf8"), file);
    rmSync(folder, { recursive: true });
    expect(rows.map(({ task, workload }) => [task, workload.size, workload.levels])).toEqual([
      ["ngtdm", 1000, 8],
      ["ngtdm", 2000, 8],
      ["ngldm", 1000, 8],
      ["ngldm", 2000, 8],
    ]);
    expect(machine.node).toBe(process.version);
    expect(stdout).toMatch(/^ngldm +smooth 2000, 8 levels +\d+ +8 /m);
    expect(stdout).toMatch(/^ngldm +smooth +8 +N +-?\d\.\d\d +–$/m); // how it grows
  });

  it.each([
    [["nothing-like-that"], "no row has all of: nothing-like-that"],
    [["--sizes", "many"], 'found "many", expected whole numbers'],
  ])("refuses %j", (args, message) => {
    const { status, stderr } = bench(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
