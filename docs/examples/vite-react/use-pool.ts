import { useCallback, useEffect, useRef, useState } from "react";
import { createPool } from "voxomics/browser";

type Pool = ReturnType<typeof createPool>;

/** What a call to the pool is given, so that it shows progress and can be cancelled. */
export interface Watch {
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal: AbortSignal;
}

export interface PoolState {
  /** From 0 to 1; null while nothing is measured. */
  readonly progress: number | null;
  /** Does work in the pool. Gives null if it was cancelled; an earlier call that still runs is cancelled. */
  readonly run: <Result>(
    work: (pool: Pool, watch: Watch) => Promise<Result>,
  ) => Promise<Result | null>;
  readonly cancel: () => void;
}

/** A pool of web workers for as long as a component is shown. */
export function usePool(): PoolState {
  const pool = useRef<Pool | null>(null);
  const running = useRef<AbortController | null>(null);
  const [progress, setProgress] = useState<number | null>(null);

  const cancel = useCallback(() => running.current?.abort(), []);

  const run = useCallback<PoolState["run"]>(async (work) => {
    running.current?.abort();
    const controller = new AbortController();
    const isCurrent = () => running.current === controller;
    running.current = controller;
    pool.current ??= createPool(); // workers start when they are first needed
    setProgress(0);
    const onProgress: Watch["onProgress"] = ({ done, total }) => {
      if (isCurrent()) setProgress(done / total);
    };
    try {
      return await work(pool.current, { onProgress, signal: controller.signal });
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    } finally {
      if (isCurrent()) setProgress(null);
    }
  }, []);

  useEffect(
    () => () => {
      running.current?.abort();
      pool.current?.close();
      pool.current = null;
    },
    [],
  );

  return { progress, run, cancel };
}
