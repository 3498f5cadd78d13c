import type { ComponentChildren } from "preact";
import type { Awaited } from "./use-answer.ts";

/** What is shown of an answer: that it is awaited, why there is none, or what it holds. */
export function ViewState<T>({
  state: { answer, failure, isWaiting },
  children,
}: {
  readonly state: Awaited<T>;
  readonly children: (answer: T) => ComponentChildren;
}) {
  if (failure !== null) return <p class="notice bad">{failure}</p>;
  if (answer === null) return <p class="quiet">Counting …</p>;
  return <div class={isWaiting ? "view old" : "view"}>{children(answer)}</div>;
}
