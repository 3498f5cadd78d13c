import type { Row } from "./results.ts";
import type { WorkloadName } from "./workload.ts";

/** The time to be reached on a workload: ms, one thread. */
export interface Target {
  readonly workload: WorkloadName;
  readonly title: string;
  /** Tasks that are summed. */
  readonly tasks: readonly string[];
  /** null: nothing was set. */
  readonly target: number | null;
  /** What the time is spent on, besides reads of memory. */
  readonly cost: string;
}

/** Set while voxomics was designed, for a 2-core machine, one thread, image in memory. */
export const targets: readonly Target[] = [
  w2(
    "morphology",
    ["morphology"],
    15,
    "the hull, and the oriented box and enclosing ellipsoid, which are searched over its corners; a small region has nearly as many of them as a large one",
  ),
  w2(
    "statistics",
    ["statistics"],
    5,
    "each intensity is compared, rounded and counted; of fractions percentiles are selected",
  ),
  w2(
    "GLCM",
    ["glcm"],
    7,
    "13 increments a voxel, each a read and a write at a place that depends on the levels",
  ),
  w2("GLRLM", ["glrlm"], 18, "13 run lengths a voxel are read and written, and 13 counts"),
  w2(
    "GLSZM",
    ["glszm"],
    15,
    "13 comparisons a voxel, then the roots of the zones that it joins are looked up",
  ),
  w2("GLDZM", ["gldzm"], 7, "in the sweeps each distance waits for the one before"),
  w2(
    "NGTDM and NGLDM",
    ["ngtdm", "ngldm"],
    13,
    "running sums along three axes over the padded box, and 13 comparisons a voxel whose results are added at both ends",
  ),
  w2(
    "six texture families",
    ["glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"],
    null,
    "the families above",
  ),
  w2(
    "all of these",
    ["comparedFamilies"],
    90,
    "the families above, and the levels and the grid that they share",
  ),
  w2(
    "local intensity",
    ["localIntensity"],
    40,
    "sums over blocks of voxels rule most spheres out, the others are summed",
  ),
  w2(
    "Moran's I and Geary's C",
    ["autocorrelation"],
    1500,
    "Fourier transforms of three fields padded to eight times the box",
  ),
  {
    workload: "native",
    title: "all of these",
    tasks: ["comparedFamilies"],
    target: 35,
    cost: "as on w2",
  },
  {
    workload: "lesion",
    title: "all of these",
    tasks: ["comparedFamilies"],
    target: 3,
    cost: "what does not shrink with the region: the searches for the smallest oriented box and ellipsoid around it (nearly half of the time), the hull, tables of levels by levels in 13 directions",
  },
];

/** Speedup that a pool of two workers is to reach on two cores. */
export const poolTarget = 1.8;

/**
 * Maps of all GLCM features over 3 × 3 × 3 voxels: voxels a second, one thread, at 64 levels.
 * PyRadiomics makes 46 at 69 levels and 310 at 33, measured while voxomics was designed.
 */
export const mapTarget = {
  task: "map-glcm",
  voxelsPerSecond: 30_000,
  peers: [
    { peer: "PyRadiomics", levels: 69, voxelsPerSecond: 46 },
    { peer: "PyRadiomics", levels: 33, voxelsPerSecond: 310 },
  ],
} as const;

/** A target with what was reached. */
export interface Reached extends Target {
  /** Shortest time in ms. */
  readonly min: number;
  readonly floor: number;
}

/** The targets whose tasks were all measured. */
export function reached(rows: readonly Row[]): Reached[] {
  return targets.flatMap((target) => {
    const found = target.tasks.map((task) =>
      rows.find((row) => row.task === task && row.workload.name === target.workload),
    );
    if (!found.every((row) => row !== undefined)) return [];
    return [{ ...target, min: total(found, "min"), floor: total(found, "floor") }];
  });
}

function total(rows: readonly Row[], field: "min" | "floor"): number {
  return rows.reduce((sum, row) => sum + row[field], 0);
}

function w2(title: string, tasks: readonly string[], target: number | null, cost: string): Target {
  return { workload: "w2", title, tasks, target, cost };
}
