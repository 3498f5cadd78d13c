import { expect, it } from "vitest";
import { cohortProgressStyle } from "../../src/cli/cohort-progress.ts";
import { progressReporter } from "../../src/cli/progress-reporter.ts";
import type { CohortProgress } from "../../src/cohort/progress.ts";
import { handClock } from "./hand-clock.ts";

const begun: CohortProgress = {
  ...{ done: 100, failed: 2, left: 900, total: 1002, workers: 4 },
  ...{ rate: 0, secondsElapsed: 0, secondsLeft: null, id: null },
};

/** After 50 s in which 50 rows were finished. */
const running: CohortProgress = {
  ...{ done: 149, failed: 3, left: 850, total: 1002, workers: 1 },
  ...{ rate: 1, secondsElapsed: 50, secondsLeft: 850, id: "P\u001b[2J7" },
};

function reporting(way: "auto" | "json" | "none", live = false) {
  const clock = handClock();
  let text = "";
  const terminal = {
    out() {},
    err(part: string) {
      text += part;
    },
    ...{ columns: 90, debug: false, live, clock },
  };
  const reporter = progressReporter(terminal, way, cohortProgressStyle);
  return { clock, reporter, text: () => text };
}

it("prints a line at once, one a minute whatever is finished, and one at the end", () => {
  const { clock, reporter, text } = reporting("auto");
  reporter.tell(begun);
  clock.pass(50_000);
  reporter.tell(running);
  clock.pass(70_000); // a case that takes long: the rate falls
  reporter.end();
  clock.pass(3_600_000);
  expect(text().split("\n")).toEqual([
    "progress: 100 done, 2 failed, 900 left, 4 workers",
    "progress: 149 done, 3 failed, 850 left, 1 worker, 50.0/min, 1 min 0 s so far, 17 min 0 s to go",
    "progress: 149 done, 3 failed, 850 left, 1 worker, 25.0/min, 2 min 0 s so far, 34 min 0 s to go",
    "progress: 149 done, 3 failed, 850 left, 1 worker, 25.0/min, 2 min 0 s in all",
    "",
  ]);
});

it("prints nothing where nothing was left to measure", () => {
  const { reporter, text } = reporting("auto");
  reporter.end();
  expect(text()).toBe("");
});

it("prints nothing where nobody wants it", () => {
  const { clock, reporter, text } = reporting("none", true);
  reporter.tell(begun);
  clock.pass(600_000);
  reporter.end();
  expect(text()).toBe("");
});

it("prints JSON without the names of cases", () => {
  const { clock, reporter, text } = reporting("json");
  reporter.tell(begun);
  clock.pass(9_000);
  reporter.tell({ ...running, secondsElapsed: 9, rate: 50 / 9, secondsLeft: 153 });
  expect(text().match(/\n/g)).toHaveLength(1);
  clock.pass(1_000);
  reporter.end();
  const { id: _, ...first } = begun;
  const counts = { done: 149, failed: 3, left: 850, total: 1002, workers: 1 };
  const later = { ...counts, rate: 5, secondsElapsed: 10, secondsLeft: 170 };
  const records = text()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(records).toEqual([
    { event: "start", ...first },
    { event: "running", ...later },
    { event: "end", ...later },
  ]);
});

it("draws one line on a terminal, with the case that was finished last, and takes it back", () => {
  const { clock, reporter, text } = reporting("auto", true);
  reporter.tell(begun);
  reporter.tell(running);
  clock.pass(600_000);
  reporter.end();
  expect(text().split("\r")).toEqual([
    "",
    "100 done, 2 failed, 900 left, 4 workers\x1b[K",
    "149 done, 3 failed, 850 left, 1 worker, 1.0/s, 14 min 10 s to go  P\uFFFD[2J7\x1b[K",
    "\x1b[K",
  ]);
});
