import { describe, expect, it } from "vitest";
import { applyHabitats, clusterMaps } from "../../src/habitats/cluster-maps.ts";
import { type HabitatSource, learnHabitats } from "../../src/habitats/learn-habitats.ts";
import { fill, unitGrid } from "../processing/arbitrary-volumes.ts";

const grid = unitGrid([8, 4, 1]);
const whole = { ...grid, data: new Uint8Array(32).fill(1) };
const source = (of: (v: number) => number, name = "uptake"): HabitatSource => ({
  maps: [{ name, volume: fill(grid, (x, y) => of(x + 8 * y)) }],
});
/** One case is cold, the other hot. */
const cold = source((v) => 1 + v / 100);
const hot = source((v) => 9 + v / 100);

describe("centres that are learned on several cases", () => {
  it("are those of the pooled voxels", async () => {
    const { model, tried } = await learnHabitats([cold, hot], { clusters: [2, 3] });
    expect(model).toMatchObject({ cases: 2, voxels: 64 });
    // the mean of 0 … 31 is 15.5
    expect(model.centres.map(([x]) => x)).toEqual([
      expect.closeTo(1.155, 12),
      expect.closeTo(9.155, 12),
    ]);
    expect(tried.map(({ number }) => number)).toEqual([2, 3]);
    const both = applyHabitats(model, hot.maps, whole);
    expect(both.habitats.map(({ voxels }) => voxels)).toEqual([0, 32]);
  });

  it("of one case are those of the case", async () => {
    const { model } = await learnHabitats([cold], { clusters: 3 });
    expect(model).toEqual(clusterMaps(cold.maps, whole, { clusters: 3 }).model);
  });

  it("take no more voxels of a case than are asked for, the same by the same seed", async () => {
    const options = { voxelsPerCase: 7 };
    const first = await learnHabitats([cold, hot], { clusters: 2, seed: 3 }, options);
    expect(first.model.voxels).toBe(14);
    expect(await learnHabitats([cold, hot], { clusters: 2, seed: 3 }, options)).toEqual(first);
  });

  it("come from a generator, whose cases may have masks and voxels without a value", async () => {
    const holed = source((v) => (v === 3 ? Number.NaN : v));
    async function* cases() {
      yield { ...holed, mask: whole };
      yield holed;
    }
    const { model, notes } = await learnHabitats(cases(), { clusters: 2 });
    expect(model.voxels).toBe(62);
    expect(notes.map(({ message }) => message)).toEqual([
      "case 1: 1 of 32 voxels of the region have no value in a map and belong to no habitat: 1 in uptake",
    ]);
  });

  it("are refused of no case, and of cases with other maps", async () => {
    await expect(learnHabitats([])).rejects.toThrow(
      "cases: found none, expected at least one to learn centres on",
    );
    await expect(learnHabitats([cold, source((v) => v, "other")])).rejects.toThrow(
      'case 2: maps: found "other", expected those of the first case: "uptake"',
    );
    await expect(learnHabitats([cold], {}, { voxelsPerCase: 0 })).rejects.toThrow(
      "voxelsPerCase: found 0, expected an integer from 1",
    );
    await expect(learnHabitats([source(() => Number.NaN)])).rejects.toThrow(
      "case 1: no voxel of the region has a value",
    );
  });
});
