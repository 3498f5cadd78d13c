import type { Row } from "./results.ts";
import type { WorkloadName } from "./workload.ts";

/** Programs that were timed on the same workloads. */
export const peers = ["PyRadiomics", "Nyxus", "Pictologics", "MIRP"] as const;
export type Peer = (typeof peers)[number];

/** What is to be reached on a workload, and what other programs take: ms, one thread. */
export interface Target {
  readonly workload: WorkloadName;
  readonly title: string;
  /** Tasks that are summed. */
  readonly tasks: readonly string[];
  /** null: nothing was set. */
  readonly target: number | null;
  readonly peers: Readonly<Partial<Record<Peer, number>>>;
  readonly note?: string;
}

/**
 * Where the numbers are from: measured while voxomics was designed, on a 2-core machine, one thread,
 * image in memory. PyRadiomics (C core), Nyxus (C++, `--ibsi`), Pictologics (numba), MIRP (numpy).
 */
export const targets: readonly Target[] = [
  w2("morphology", ["morphology"], 15, {
    PyRadiomics: 1439,
    Nyxus: 132,
    Pictologics: 49,
    MIRP: 5859,
  }),
  w2("statistics", ["statistics"], 5, { PyRadiomics: 78, Nyxus: 22, Pictologics: 13 }),
  w2("GLCM", ["glcm"], 7, { PyRadiomics: 81, Nyxus: 36, MIRP: 659 }),
  w2("GLRLM", ["glrlm"], 18, { PyRadiomics: 120, Nyxus: 83, MIRP: 433 }),
  w2("GLSZM", ["glszm"], 15, { PyRadiomics: 111, Nyxus: 102, MIRP: 110 }),
  w2("GLDZM", ["gldzm"], 7, { Nyxus: 50, MIRP: 281 }),
  {
    ...w2("NGTDM and NGLDM", ["ngtdm", "ngldm"], 13, {
      PyRadiomics: 70 + 71,
      Nyxus: 5 + 34,
      MIRP: 502 + 490,
    }),
    note: "PyRadiomics has GLDM in place of NGLDM; the NGTDM of Nyxus is wrong: zeros",
  },
  {
    ...w2("six texture families", ["glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"], null, {
      Pictologics: 476,
    }),
    note: "Pictologics: merged matrices only",
  },
  {
    ...w2("all of these", ["comparedFamilies"], 90, {
      PyRadiomics: 1964,
      Nyxus: 508,
      Pictologics: 538,
      MIRP: 15283,
    }),
    note: "with histogram and intensity-volume histogram; MIRP with local intensity too",
  },
  w2("local intensity", ["localIntensity"], 40, { MIRP: 4459 }),
  {
    ...w2("Moran's I and Geary's C", ["autocorrelation"], 1500, {}),
    note: "exact; others leave them out or sample at random",
  },
  {
    workload: "native",
    title: "all of these",
    tasks: ["comparedFamilies"],
    target: 35,
    peers: { PyRadiomics: 843, Nyxus: 166, Pictologics: 168, MIRP: 6574 },
  },
  {
    workload: "lesion",
    title: "all of these",
    tasks: ["comparedFamilies"],
    target: 3,
    peers: { PyRadiomics: 39, Nyxus: 7, Pictologics: 13 },
    note: "others on a brain lesion of 4,137 voxels",
  },
];

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
): Target {
  return { workload: "w2", title, tasks, target, peers: others };
}
