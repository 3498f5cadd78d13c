import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { RowRequest } from "../../bench/measure-row.ts";
import { exactMemory } from "../../bench/peak-memory.ts";

/** The answer of the process that measures a row. */
function ask(request: Pick<RowRequest, "what" | "task" | "workload">) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--import",
      "tsx",
      "--expose-gc",
      "bench/measure-row.ts",
      JSON.stringify({ ...request, effort: { time: 1, runs: 2 } }),
    ],
    { encoding: "utf8", env: { ...process.env, ...exactMemory } },
  );
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe("a row, measured in a process of its own", () => {
  it("has times, of the task and of its floor", () => {
    const workload = { name: "smooth", size: 1000, levels: 8 } as const;
    const row = ask({ what: "time", task: "glcm", workload });
    expect(row).toMatchObject({
      task: "glcm",
      group: "family",
      workload,
      levels: 8,
      directions: 13,
      memory: null,
    });
    expect(row.runs).toBeGreaterThanOrEqual(2);
    expect(row.floor).toBeGreaterThan(0);
    expect(row.median).toBeGreaterThanOrEqual(row.min);
    expect(row.min).toBeGreaterThan(row.floor);
  });

  it("has the memory that the task takes at its peak", () => {
    const workload = { name: "cube", size: 8e6, levels: null } as const;
    const { growth, process } = ask({ what: "memory", task: "gaussian-sigma-3", workload });
    const response = 64e6; // 8 bytes a voxel
    expect(growth).toBeGreaterThan(0.95 * response);
    expect(process).toBeGreaterThan(growth + response); // and the image
    // elsewhere the peak of a process cannot be forgotten before the run; the engine's own memory
    // changes by up to 20 MB from run to run
    if (globalThis.process.platform === "linux") expect(growth).toBeLessThan(1.8 * response);
  });
});
