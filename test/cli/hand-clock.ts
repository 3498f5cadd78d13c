import type { Clock } from "../../src/cli/clock.ts";

/** A clock that is moved by hand. */
export interface HandClock extends Clock {
  /** Lets time pass, in ms, and timers run when they are due. */
  readonly pass: (ms: number) => void;
  /** Lets time pass in which no timer runs, as in a call that holds the thread. */
  readonly block: (ms: number) => void;
}

export function handClock(): HandClock {
  let time = 0;
  const timers = new Set<{ due: number; readonly period: number; readonly call: () => void }>();
  return {
    now: () => time,
    every(period, call) {
      const timer = { due: time + period, period, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass(ms) {
      const end = time + ms;
      for (;;) {
        const [first] = [...timers].sort((a, b) => a.due - b.due);
        if (first === undefined || first.due > end) break;
        time = Math.max(time, first.due);
        first.due = time + first.period;
        first.call();
      }
      time = end;
    },
    block(ms) {
      time += ms;
    },
  };
}
