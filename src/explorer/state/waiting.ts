import type { Progress } from "../../base/watch.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { type Problem, problems, waitingFor } from "./case.ts";

/** Does what the page waits for. What fails is a problem that the user reads, with what `also` says can be done about it. */
export async function waiting(
  what: string,
  work: (onProgress: (progress: Progress) => void) => Promise<void>,
  also: (error: unknown) => Partial<Problem> = () => ({}),
): Promise<void> {
  waitingFor.value = { what };
  try {
    await work((progress) => {
      waitingFor.value = { what, progress };
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return; // the user stopped it
    const message = error instanceof Error ? error.message : String(error);
    const problem = { title: `${what} failed`, message, ...also(error) };
    problems.value = [...problems.value.filter((one) => !isSame(one, problem)), problem];
  } finally {
    if (waitingFor.value?.what === what) waitingFor.value = null;
  }
}

/** Whether a problem is one that came up again. */
function isSame(a: Problem, b: Problem): boolean {
  return a.title === b.title && a.message === b.message;
}

/** Whether a mask was refused because it lies on another grid than the image. */
export function isGridMismatch(error: unknown): boolean {
  return error instanceof VoxomicsError && error.code === "geometry-mismatch";
}
