import { expect, it } from "vitest";
import { longTasks } from "../../../bench/explorer/long-tasks.ts";

const frame = (functionName: string, url: string) => ({ functionName, url });
/** A page's function that calls the viewer's, which calls the browser; and time that waits. */
const nodes = [
  { id: 1, callFrame: frame("(root)", ""), children: [2, 5] },
  { id: 2, callFrame: frame("show", "page.js"), children: [3] },
  { id: 3, callFrame: frame("upload", "viewer.js"), children: [4] },
  { id: 4, callFrame: frame("texSubImage3D", "") },
  { id: 5, callFrame: frame("(idle)", "") },
];
const ms = 1000;
const main = { pid: 7, tid: 1 };
const named = { name: "thread_name", ts: 0, args: { name: "CrRendererMain" } };
const task = { name: "ThreadControllerImpl::RunTask", dur: 100 * ms, tdur: 40 * ms };

it("tells the page's own work from the viewer's, by the time that the processor had", () => {
  const events = [
    { ...main, ...named },
    { ...main, ...task, ts: 1000 * ms },
    { ...main, ...task, ts: 1200 * ms, dur: 49 * ms }, // not long
    { ...task, ts: 1000 * ms, pid: 7, tid: 2 }, // of another thread
  ];
  // samples from 1010 ms on, each of 10 ms: one of the page, three of the viewer, one that waits
  const profile = {
    nodes,
    startTime: 1000 * ms,
    samples: [2, 3, 4, 4, 5],
    timeDeltas: [10 * ms, 10 * ms, 10 * ms, 10 * ms, 10 * ms],
  };
  const [found, ...others] = longTasks(events, profile, (url) => url === "viewer.js");
  expect(others).toEqual([]);
  expect(found.duration).toBe(100);
  expect(found.processor).toBe(40);
  expect(found.own).toBeCloseTo(10, 10); // a quarter of what is no waiting
  expect(found.functions.map(([name]) => name)).toEqual(["show"]);
});
