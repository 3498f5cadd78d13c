import { describe, expect, it } from "vitest";
import { type Calls, parseCalls, type TurnRow } from "../../bench/calls.ts";
import type { Collector, PoolRow } from "../../bench/results.ts";
import { performancePageOf } from "../../scripts/docs/performance-page.ts";
import { results, row } from "../bench/rows-fixture.ts";

const w2 = { name: "w2", size: null, levels: null } as const;
const smooth = (size: number, levels: number | null) => ({ name: "smooth", size, levels }) as const;
const memory = { growth: 3 * 2 ** 20, process: 2 ** 27 };

const measured = results([
  row({ workload: w2, min: 6, floor: 3, voxels: 357857 }),
  row({ workload: w2, task: "glrlm", min: 27, floor: 3, voxels: 357857 }),
  row({ workload: w2, task: "ngtdm", min: 3 }),
  row({ workload: smooth(1e5, 64), min: 2, voxels: 1e5 }),
  row({ workload: smooth(1e6, 8), min: 15, voxels: 1e6 }),
  row({ workload: smooth(1e6, 64), min: 20, voxels: 1e6 }),
  row({ workload: smooth(1e7, 64), min: 400, voxels: 1e7, boxVoxels: 3 * 2 ** 20, memory }),
  row({ group: "map", task: "map-glcm", workload: smooth(1e5, 64), min: 4000 }),
  row({
    group: "filter",
    task: "mean-support-5",
    workload: { name: "cube", size: 1e6, levels: null },
    voxels: 1e6,
    min: 10,
    floor: 2,
  }),
]);
const pooled = {
  ...measured,
  pools: [
    poolRow(1, "parallel", 7000, 8000, 1),
    poolRow(2, "parallel", 4000, 5000, 1.6),
    poolRow(1, "single-threaded", 8000, 9000, 1),
    poolRow(2, "single-threaded", 4000, 5000, 1.8),
  ],
};
const calls: Calls = {
  machine: { ...measured.machine, load: 0.25 },
  loadAfter: 1.5,
  contests: [
    {
      name: "w2",
      what: "a tumour",
      rows: [
        turn("all", { median: 3000, min: 2800 }, { median: 100, min: 70 }),
        { ...turn("glcm", null, { median: 20, min: 10 }), problem: "no such class" },
      ],
    },
    {
      name: "filters",
      what: "noise",
      rows: [turn("log1", { median: 50, min: 40 }, { median: 20, min: 10 })],
    },
  ],
  processes: [{ title: "a lesion", values: 2633, wall: 2500, cpu: 3100, memory: 450 * 2 ** 20 }],
};
const page = performancePageOf(pooled, calls);

function turn(task: string, theirs: TurnRow["theirs"], ours: TurnRow["ours"]): TurnRow {
  return { task, peer: "PyRadiomics", ours, theirs, problem: "" };
}

function poolRow(
  workers: number,
  collector: Collector,
  min: number,
  median: number,
  speedup: number,
): PoolRow {
  return { workers, collector, regions: 200, min, median, speedup, ceiling: 0.95 * workers };
}

/** Lines of a section. */
const section = (heading: string) => page.split("\n## ").find((part) => part.startsWith(heading));

describe("docs/performance.md", () => {
  it("says what was measured, when and where", () => {
    expect(page).toContain("Version 1.2.3, 2020-02-02, on 2 × Abacus, 16 GiB, linux 6 x64");
  });

  it("tells reached from target and floor, of targets whose tasks are all there", () => {
    const targets = section("Targets");
    expect(targets).toMatch(/\| w2 \| GLCM \| 7 \| 6 \| 0\.86 \| 2 \|/);
    expect(targets).toMatch(/\| w2 \| GLRLM \| 18 \| 27 \| 1\.50 \|/);
    expect(targets).not.toContain("NGTDM and NGLDM");
  });

  it("names what is missed: targets, growth beyond what is allowed, and pools", () => {
    const missed = section("What is missed");
    expect(missed).toContain("GLRLM: 27 ms instead of 18, 9 times the floor");
    expect(missed).toContain("glcm on smooth, 64 levels: a voxel takes 2 times as long");
    expect(missed).not.toContain("GLCM:");
    expect(missed).toContain(
      "two workers, parallel collector: 1.6 times as fast as one, instead of 1.8; two threads that only count, 1.9 times",
    );
    expect(missed).not.toContain("single-threaded");
  });

  it("shows shares, levels, memory, filters, maps and pools", () => {
    expect(section("Where the time goes")).toContain("| glrlm | 27 | 75.0 |");
    expect(section("Grey levels")).toContain("| glcm | 15 | 20 |");
    expect(section("Memory")).toContain(
      "| glcm | smooth 10000000, 64 levels | 3145728 | 3 | 1 | 128 |",
    );
    expect(section("Filters")).toContain("| `mean-support-5` | 10 | 10 | 5 | – |");
    expect(section("Feature maps")).toContain("| 25000 | 30000 |");
    expect(section("Pools")).toContain("| parallel | 2 | 4 | 5 | 40 | 1.6 | 1.9 |");
    expect(section("Pools")).toContain("| single-threaded | 2 | 4 | 5 | 40 | 1.8 | 1.9 |");
  });

  it("begins with what a user waits for, then whole calls beside another program", () => {
    const order = ["## What to expect", "## Whole calls", "## Stages", "## Targets"];
    const places = order.map((heading) => page.indexOf(`\n${heading}`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(section("What to expect")).toContain("| a lesion | 2633 | 2.5 | 3.1 | 450 |");
    expect(section("Whole calls")).toContain("load before the run 0.25, 1.5 when it ended");
    expect(section("Whole calls")).toContain("| all | 3000 | 100 | 30 | 2800 | 70 | 40 |  |");
  });

  it("says what a peer could not do, and has no column for it where there is nothing", () => {
    expect(section("Whole calls")).toContain("| glcm | – | 20 | – | – | 10 | – | no such class |");
    expect(section("Whole calls")).toContain("| log1 | 50 | 20 | 2.5 | 40 | 10 | 4 |\n");
  });

  it("refuses a file that holds no calls", () => {
    expect(() => parseCalls("{}", "x.json")).toThrow('x.json: expected "machine" and "loadAfter"');
  });

  it("is made without results too", () => {
    const empty = performancePageOf(null, null);
    expect(empty).toContain("No results of stages, families and filters are committed yet.");
    expect(empty).not.toContain("## Targets");
    expect(empty).toContain("## Floors");
  });
});
