import { waitingFor } from "../../state/case.ts";

/** What the page waits for, with a bar. */
export function Waiting() {
  const waiting = waitingFor.value;
  const progress = waiting?.progress;
  return (
    <div class="waiting" role="status">
      {waiting !== null && (
        <>
          <span>{waiting.what} …</span>
          <progress
            aria-label={waiting.what}
            {...(progress !== undefined && { value: progress.done, max: progress.total })}
          />
        </>
      )}
    </div>
  );
}
