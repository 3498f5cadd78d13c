import { parentPort } from "node:worker_threads";
import type { Watch } from "../../src/base/watch.ts";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { calls } from "../../src/pool/calls.ts";
import { serve } from "../../src/pool/serve.ts";

/** What can befall a worker: in the place of a filter. */
const mishaps: Readonly<Record<string, (watch: Watch) => unknown>> = {
  exit: () => process.exit(3),
  spin: ({ onProgress }) => {
    for (let done = 0; ; done++) onProgress?.({ done, total: 1e9, stage: "spinning" });
  },
  exhaust: () => {
    const hoard: number[][] = [];
    for (;;) hoard.push(new Array(1e5).fill(Math.random()));
  },
  refuse: () => {
    throw new VoxomicsError("invalid-intensity", "found NaN", {
      count: 1,
      voxel: [1, 2, 3],
      position: [1, 2, 3],
      intensity: Number.NaN,
    });
  },
  blunder: () => {
    throw new TypeError("x is not a function");
  },
  exitLater: () => {
    setTimeout(() => process.exit(4), 20);
  },
  throwLater: () => {
    setTimeout(() => {
      throw new Error("too late");
    }, 20);
  },
};

const port = parentPort;
const applyFilter: typeof calls.applyFilter = (asked, watch) => {
  const mishap = mishaps[asked.filter.type];
  return mishap ? (mishap(watch) as never) : calls.applyFilter(asked, watch);
};
port?.on(
  "message",
  serve({ ...calls, applyFilter }, (reply, transfer) => port.postMessage(reply, transfer)),
);
