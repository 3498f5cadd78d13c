import type { Row } from "./results.ts";
import type { WorkloadName } from "./workload.ts";

/** Programs that were timed on the same workloads. */
export const peers = ["PyRadiomics", "Nyxus", "Pictologics", "MIRP"] as const;
export type Peer = (typeof peers)[number];

/** The time to be reached on a workload, and the times of other programs: ms, one thread. */
export interface Target {
  readonly workload: WorkloadName;
  readonly title: string;
  /** Tasks that are summed. */
  readonly tasks: readonly string[];
  /** null: nothing was set. */
  readonly target: number | null;
  readonly peers: Readonly<Partial<Record<Peer, number>>>;
  /** What the comparison leaves out. */
  readonly note?: string;
  /** What the time is spent on, besides reads of memory. */
  readonly cost: string;
}

/**
 * Where the numbers are from: measured while voxomics was designed, on a 2-core machine, one thread,
 * image in memory. PyRadiomics (C core), Nyxus (C++, `--ibsi`), Pictologics (numba), MIRP (numpy).
 */
export const targets: readonly Target[] = [
  w2(
    "morphology",
    ["morphology"],
    15,
    { PyRadiomics: 1439, Nyxus: 132, Pictologics: 49, MIRP: 5859 },
    "the hull, and the oriented box and enclosing ellipsoid, which are searched over its corners; a small region has nearly as many of them as a large one",
  ),
  w2(
    "statistics",
    ["statistics"],
    5,
    { PyRadiomics: 78, Nyxus: 22, Pictologics: 13 },
    "each intensity is compared, rounded and counted; of fractions percentiles are selected",
  ),
  w2(
    "GLCM",
    ["glcm"],
    7,
    { PyRadiomics: 81, Nyxus: 36, MIRP: 659 },
    "13 increments a voxel, each a read and a write at a place that depends on the levels",
  ),
  w2(
    "GLRLM",
    ["glrlm"],
    18,
    { PyRadiomics: 120, Nyxus: 83, MIRP: 433 },
    "13 run lengths a voxel are read and written, and 13 counts",
  ),
  w2(
    "GLSZM",
    ["glszm"],
    15,
    { PyRadiomics: 111, Nyxus: 102, MIRP: 110 },
    "13 comparisons a voxel, then the roots of the zones that it joins are looked up",
  ),
  w2(
    "GLDZM",
    ["gldzm"],
    7,
    { Nyxus: 50, MIRP: 281 },
    "in the sweeps each distance waits for the one before",
  ),
  {
    ...w2(
      "NGTDM and NGLDM",
      ["ngtdm", "ngldm"],
      13,
      { PyRadiomics: 70 + 71, Nyxus: 5 + 34, MIRP: 502 + 490 },
      "running sums along three axes over the padded box, and 13 comparisons a voxel whose results are added at both ends",
    ),
    note: "PyRadiomics has GLDM in place of NGLDM; the NGTDM of Nyxus is wrong: zeros",
  },
  {
    ...w2(
      "six texture families",
      ["glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"],
      null,
      { Pictologics: 476 },
      "the families above",
    ),
    note: "Pictologics: merged matrices only",
  },
  {
    ...w2(
      "all of these",
      ["comparedFamilies"],
      90,
      { PyRadiomics: 1964, Nyxus: 508, Pictologics: 538, MIRP: 15283 },
      "the families above, and the levels and the grid that they share",
    ),
    note: "with histogram and intensity-volume histogram; MIRP with local intensity too",
  },
  w2(
    "local intensity",
    ["localIntensity"],
    40,
    { MIRP: 4459 },
    "sums over blocks of voxels rule most spheres out, the others are summed",
  ),
  {
    ...w2(
      "Moran's I and Geary's C",
      ["autocorrelation"],
      1500,
      {},
      "Fourier transforms of three fields padded to eight times the box",
    ),
    note: "exact; others leave them out or sample at random",
  },
  {
    workload: "native",
    title: "all of these",
    tasks: ["comparedFamilies"],
    target: 35,
    peers: { PyRadiomics: 843, Nyxus: 166, Pictologics: 168, MIRP: 6574 },
    cost: "as on w2",
  },
  {
    workload: "lesion",
    title: "all of these",
    tasks: ["comparedFamilies"],
    target: 3,
    peers: { PyRadiomics: 39, Nyxus: 7, Pictologics: 13 },
    note: "others on a brain lesion of 4,137 voxels",
    cost: "what does not shrink with the region: the searches for the smallest oriented box and ellipsoid around it (nearly half of the time), the hull, tables of levels by levels in 13 directions",
  },
];

/** Speedup that a pool of two workers is to reach on two cores. */
export const poolTarget = 1.8;

/**
 * Maps of all GLCM features over 3 × 3 × 3 voxels: voxels a second, one thread, at 64 levels.
 * PyRadiomics makes 46 at 69 levels and 310 at 33, measured as the times above.
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

function w2(
  title: string,
  tasks: readonly string[],
  target: number | null,
  others: Target["peers"],
  cost: string,
): Target {
  return { workload: "w2", title, tasks, target, peers: others, cost };
}
