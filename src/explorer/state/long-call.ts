import { type Signal, signal } from "@preact/signals";
import type { Progress, Watch } from "../../base/watch.ts";

/** A call that the page waits for, and how it is stopped. */
export interface LongCall {
  readonly progress: Progress | null;
  readonly stop: () => void;
}

/** A kind of long call, of which one runs at a time. */
export interface LongWork {
  /** The call that runs; null if none does. */
  readonly running: Signal<LongCall | null>;
  /** Why the last call failed; null if it did not. */
  readonly failure: Signal<string | null>;
  /**
   * Begins a call in place of the one that runs. `take` gets the answer, unless the call was stopped or `isWanted` says
   * by then that nobody waits for it.
   */
  readonly begin: <T>(
    call: (watch: Watch) => Promise<T>,
    take: (answer: T) => void,
    isWanted?: () => boolean,
  ) => Promise<void>;
}

/** A kind of long call that does not run yet. */
export function longWork(): LongWork {
  const running = signal<LongCall | null>(null);
  const failure = signal<string | null>(null);
  const begin: LongWork["begin"] = async (call, take, isWanted = () => true) => {
    running.peek()?.stop();
    const controller = new AbortController();
    const { signal: stopped } = controller;
    const stop = () => {
      controller.abort(new Error("stopped"));
      if (running.peek()?.stop === stop) running.value = null;
    };
    const onProgress = (progress: Progress) => {
      if (running.peek()?.stop === stop) running.value = { progress, stop };
    };
    failure.value = null;
    running.value = { progress: null, stop };
    try {
      const answer = await call({ signal: stopped, onProgress });
      if (!stopped.aborted && isWanted()) take(answer);
    } catch (error) {
      if (!stopped.aborted && !isClosing(error) && isWanted()) {
        failure.value = error instanceof Error ? error.message : String(error);
      }
    } finally {
      if (running.peek()?.stop === stop) running.value = null;
    }
  };
  return { running, failure, begin };
}

/** Whether a call ended because the case was closed, which the user did. */
function isClosing(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
