/** How a long call is followed and stopped. */
export interface Watch {
  /** Called before each step, however short: what it does should be quick. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /**
   * Looked at before each step: once it is aborted, the call throws its reason.
   *
   * A synchronous call lets no timer and no click in between, so only `onProgress` can abort it; in a
   * pool of workers anything can.
   */
  readonly signal?: AbortSignal | undefined;
}

/** How far a call is. */
export interface Progress {
  /** Steps that are done, a part of the present one counted in, of how many. They take unequally long. */
  readonly done: number;
  readonly total: number;
  /** What is done now: a family, a filter's identity … */
  readonly stage: string;
}

/** Begins the next step of a call, by its name; gives the watch over what the step consists of. */
export type NextStep = (stage: string) => Watch;

/** A call in `total` steps, to be begun one after another. */
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
