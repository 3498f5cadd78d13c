import type { LongCall } from "../../state/long-call.ts";

/** How far a long call has come, with a button that stops it. */
export function ProgressBar({ call, what }: { readonly call: LongCall; readonly what: string }) {
  const { progress, stop } = call;
  return (
    <div class="progress" role="status">
      <progress
        aria-label={what}
        {...(progress !== null && { value: progress.done, max: Math.max(1, progress.total) })}
      />
      <span class="progress-stage">
        {what}
        {progress !== null && `: ${progress.stage}`}
      </span>
      <button type="button" class="button" onClick={stop}>
        Cancel
      </button>
    </div>
  );
}
