import { useEffect, useState } from "preact/hooks";
import type { Answer, Asked, CallName } from "../../work/calls.ts";
import { ask } from "../../work/client.ts";

/** An answer of the page's worker, or why there is none; both null while it is awaited. */
export interface Awaited<T> {
  readonly answer: T | null;
  readonly failure: string | null;
  /** Whether another answer is awaited; the last one is shown until then. */
  readonly isWaiting: boolean;
}

/** Asks the page's worker, and again when what is asked changes. An older call is stopped. */
export function useAnswer<K extends CallName>(call: K, asked: Asked<K>): Awaited<Answer<K>> {
  const [state, setState] = useState<Awaited<Answer<K>>>({
    answer: null,
    failure: null,
    isWaiting: true,
  });
  const key = JSON.stringify(asked);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setState((before) => ({ ...before, isWaiting: true }));
    ask(call, asked, { signal })
      .then((answer) => {
        if (!signal.aborted) setState({ answer, failure: null, isWaiting: false });
      })
      .catch((error) => {
        const failure = error instanceof Error ? error.message : String(error);
        if (!signal.aborted) setState({ answer: null, failure, isWaiting: false });
      });
    return () => controller.abort(new Error("stopped"));
  }, [call, key]);
  return state;
}
