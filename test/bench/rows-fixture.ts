import type { Results, Row } from "../../bench/results.ts";

/** A row that was never measured. */
export function row(changes: Partial<Row> = {}): Row {
  return {
    task: "glcm",
    group: "family",
    workload: { name: "smooth", size: 1e5, levels: 64 },
    voxels: 1e5,
    boxVoxels: 2e5,
    levels: 64,
    directions: 13,
    min: 2,
    median: 2.5,
    runs: 5,
    floor: 0.5,
    memory: null,
    ...changes,
  };
}

/** Results of an invented machine. */
export function results(rows: readonly Row[], changes: Partial<Results["machine"]> = {}): Results {
  const machine = {
    version: "1.2.3",
    date: "2020-02-02",
    cpu: "Abacus",
    cores: 2,
    memory: 2 ** 34,
    system: "linux 6 x64",
    node: "v20.0.0",
    load: 0,
    ...changes,
  };
  return { machine, rows, peers: [], pools: [] };
}
