/** How a caller follows the progress of a long call, and stops it. */
export interface Watch {
  /** Called before each step of the call. Steps can be short, so it should return quickly. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /**
   * Checked before each step: once it is aborted, the call throws the signal's reason.
   *
   * No timer and no click is handled during a synchronous call, so only `onProgress` can abort one. A
   * call to a pool of workers can be aborted from anywhere.
   */
  readonly signal?: AbortSignal | undefined;
}

/** How far a call has come. */
export interface Progress {
  /** Steps that are finished; the fraction is the finished part of the step that runs now. */
  readonly done: number;
  /** Steps of the whole call. They take different times. */
  readonly total: number;
  /** Name of the step that runs now: a family, a filter's identity … */
  readonly stage: string;
}

/** Begins the next step of a call, named `stage`; gives the watch for the parts of that step. */
export type NextStep = (stage: string) => Watch;

/**
 * Divides a call into `total` steps: the function that is returned begins them one after another, tells
 * `onProgress` of each, and throws the reason of a signal that is aborted.
 */
export function inSteps(total: number, { onProgress, signal }: Watch): NextStep {
  let begun = 0;
  return (stage) => {
    const done = begun++;
    signal?.throwIfAborted();
    onProgress?.({ done, total, stage });
    signal?.throwIfAborted();
    const onPart =
      onProgress &&
      ((part: Progress) => onProgress({ done: done + part.done / part.total, total, stage }));
    return { onProgress: onPart, signal };
  };
}
