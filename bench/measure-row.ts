// Measures one row and prints it as JSON. `bench/run.ts` starts it as a process of its own, so that the
// engine has compiled the code for the types of this row alone, and the peak of memory is that of the row.
import { measureFloor } from "./measure-floor.ts";
import { measurePeak, type PeakMemory } from "./peak-memory.ts";
import type { Row } from "./results.ts";
import { taskNamed } from "./tasks/tasks.ts";
import { type Effort, hasResult, timeRuns, warmUp } from "./timing.ts";
import { makeMaterial, type Workload, warmUpFor } from "./workload.ts";

/** What the process measures: `time` prints a row, `memory` the peak of memory. */
export interface RowRequest {
  readonly what: "time" | "memory";
  readonly task: string;
  readonly workload: Workload;
  readonly effort: Effort;
}

const request: RowRequest = JSON.parse(process.argv[2]);
const answer = await (request.what === "time" ? timeRow(request) : memoryOfRow(request));
if (!hasResult()) throw new Error("nothing was measured");
console.log(JSON.stringify(answer));

async function timeRow({ task: id, workload, effort }: RowRequest): Promise<Row> {
  const task = taskNamed(id);
  warmUp(task.prepare(await makeMaterial(warmUpFor(workload))).run, effort.time / 4);

  const ready = task.prepare(await makeMaterial(workload));
  // compiles what the small region did not reach; longer for rows with targets, so that none is left
  const last = warmUp(ready.run, workload.size === null ? 2 * effort.time : effort.time / 2);
  const timing = timeRuns(ready.run, last, effort);
  return {
    task: id,
    group: task.group,
    workload,
    voxels: ready.voxels,
    boxVoxels: ready.boxVoxels,
    levels: ready.levels,
    directions: task.directions,
    ...timing,
    floor: measureFloor(task.floor, ready.memories, effort),
    memory: null,
  };
}

async function memoryOfRow({ task: id, workload }: RowRequest): Promise<PeakMemory> {
  const task = taskNamed(id);
  warmUp(task.prepare(await makeMaterial(warmUpFor(workload))).run, 0);
  const { run } = task.prepare(await makeMaterial(workload));
  return measurePeak(() => warmUp(run, 0));
}
