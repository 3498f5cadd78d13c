import { performance } from "node:perf_hooks";

/** The time that progress is shown by. */
export interface Clock {
  /** Time in ms since a fixed moment. */
  now(): number;
  /**
   * Calls `call` every `period` ms, until the function that is returned is called. A clock alone does not
   * keep the process running.
   */
  every(period: number, call: () => void): () => void;
}

export const processClock: Clock = {
  now: () => performance.now(),
  every(period, call) {
    const timer = setInterval(call, period);
    timer.unref();
    return () => clearInterval(timer);
  },
};
