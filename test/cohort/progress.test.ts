import fc from "fast-check";
import { expect, it } from "vitest";
import { type CohortProgress, progressAfter, trackProgress } from "../../src/cohort/progress.ts";
import type { Unit, UnitEntry } from "../../src/cohort/unit.ts";

const unit = (id: string) => ({ case: { id } }) as unknown as Unit;
const sound = { failure: null } as UnitEntry;
const broken = { failure: { code: "empty-mask", message: "" } } as UnitEntry;

it("counts what was found, finished and failed, by the clock that it is given", () => {
  let time = 1000;
  const told: CohortProgress[] = [];
  const tracker = trackProgress(
    10,
    4,
    (progress) => told.push(progress),
    () => time,
  );
  tracker.found(sound);
  tracker.found(broken);
  time = 60_000; // reading the sums of inputs is not measuring
  tracker.begin();
  time = 64_000;
  tracker.finished(unit("a"), sound);
  time = 68_000;
  tracker.finished(unit("b"), broken);
  tracker.employ(2);
  const all = { total: 10, workers: 4 };
  expect(told).toEqual([
    {
      done: 1,
      failed: 1,
      left: 8,
      ...all,
      rate: 0,
      secondsElapsed: 0,
      secondsLeft: null,
      id: null,
    },
    {
      done: 2,
      failed: 1,
      left: 7,
      ...all,
      rate: 0.25,
      secondsElapsed: 4,
      secondsLeft: 28,
      id: "a",
    },
    {
      done: 2,
      failed: 2,
      left: 6,
      ...all,
      rate: 0.25,
      secondsElapsed: 8,
      secondsLeft: 24,
      id: "b",
    },
    { ...told[2], workers: 2 },
  ]);
});

it("has no rate before time has passed", () => {
  const told: CohortProgress[] = [];
  const tracker = trackProgress(
    2,
    1,
    (progress) => told.push(progress),
    () => 5,
  );
  tracker.begin();
  tracker.finished(unit("a"), sound);
  expect(told[1]).toMatchObject({ rate: 0, secondsLeft: null, left: 1 });
});

it("loses speed while nothing is finished: as many rows in more time", () => {
  const count = fc.integer({ min: 1, max: 10_000 });
  const seconds = fc.double({ min: 0.1, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(count, count, seconds, seconds, (finished, left, elapsed, more) => {
      const told = {
        ...{ done: finished, failed: 0, left, total: finished + left, workers: 1, id: "a" },
        ...{ rate: finished / elapsed, secondsElapsed: elapsed },
        secondsLeft: (left * elapsed) / finished,
      };
      const later = progressAfter(told, more);
      expect(later.secondsElapsed).toBe(elapsed + more);
      expect(later.rate * later.secondsElapsed).toBeCloseTo(finished, 6);
      expect(later.secondsLeft ?? 0).toBeGreaterThan(told.secondsLeft);
      expect((later.secondsLeft ?? 0) * later.rate).toBeCloseTo(left, 6);
    }),
  );
});
