import { describe, expect, it } from "vitest";
import { measureFloor } from "../../bench/measure-floor.ts";
import { tasks } from "../../bench/tasks/tasks.ts";
import { makeMaterial, type Workload, warmUpFor } from "../../bench/workload.ts";
import { catalogue } from "../../src/families/catalogue.ts";
import { filters } from "../../src/filters/filters.ts";

describe("tasks", () => {
  it("are all families and all types of filters", () => {
    const ids = tasks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const families = catalogue.map(({ id }) => id).filter((id) => id !== "diagnostics");
    expect(ids).toEqual(expect.arrayContaining(families));
    for (const { type } of filters) {
      expect(
        ids.some((id) => id.split("-")[0] === type),
        type,
      ).toBe(true);
    }
  });

  it.each(tasks)("$id runs on a small workload, over a floor", async (task) => {
    const name = task.dependsOn === "image" ? "cube" : "noise";
    const workload: Workload = { name, size: 200, levels: task.dependsOn === "levels" ? 8 : null };
    const ready = task.prepare(await makeMaterial(workload));
    expect(ready.run()).toBeTruthy();
    expect(ready.voxels).toBeGreaterThan(150);
    expect(ready.voxels).toBeLessThan(250);
    expect(ready.boxVoxels).toBeGreaterThanOrEqual(ready.voxels);
    expect(ready.levels).toBe(task.group === "map" ? 64 : workload.levels);
    expect(measureFloor(task.floor, ready.memories, { time: 0, runs: 1 })).toBeGreaterThan(0);
    expect(task.floor.why).not.toBe("");
  });
});

describe("workloads", () => {
  it.each([1e3, 1e4, 1e5])("have about as many voxels as asked for: %i", async (size) => {
    for (const name of ["smooth", "noise", "cube"] as const) {
      const { mask } = await makeMaterial({ name, size, levels: 32 });
      const voxels = mask.data.reduce((sum: number, inside) => sum + inside, 0);
      expect(voxels / size).toBeGreaterThan(0.9);
      expect(voxels / size).toBeLessThan(name === "cube" ? 1.4 : 1.1);
    }
  });

  it("go on around ellipsoids, for local intensities", async () => {
    const { image, mask } = await makeMaterial({ name: "lesion", size: null, levels: null });
    expect(mask.data.reduce((sum: number, inside) => sum + inside, 0)).toBe(4138);
    expect(image.size).toEqual([22 + 16, 21 + 16, 17 + 16]);
  });

  it("are the same every time", async () => {
    const workload: Workload = { name: "noise", size: 500, levels: 16 };
    expect(await makeMaterial(workload)).toEqual(await makeMaterial(workload));
  });

  it("are warmed up for on a small one of the same kind", () => {
    expect(warmUpFor({ name: "noise", size: 1e7, levels: 1024 })).toEqual({
      name: "noise",
      size: 3000,
      levels: 1024,
    });
  });
});
