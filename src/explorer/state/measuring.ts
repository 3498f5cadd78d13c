import { signal } from "@preact/signals";
import type { Progress } from "../../base/watch.ts";
import { ask } from "../work/client.ts";
import { image } from "./case.ts";
import { outcome } from "./outcome.ts";
import { settings } from "./settings.ts";

/** A long call that the page waits for, and how it is stopped. */
export interface LongCall {
  readonly progress: Progress | null;
  readonly stop: () => void;
}

/** The measurement that runs; null if none does. */
export const measuring = signal<LongCall | null>(null);
/** Why the last measurement failed as a whole; null if it did not. */
export const measuringFailed = signal<string | null>(null);

/** Measures regions of the open image, by their ids, with the settings as they are now. */
export async function measureRegions(ids: readonly string[]): Promise<void> {
  measuring.value?.stop();
  const controller = new AbortController();
  const { signal: stopped } = controller;
  const stop = () => controller.abort(new Error("stopped"));
  const of = image.peek()?.id;
  const now = settings.peek();
  measuringFailed.value = null;
  measuring.value = { progress: null, stop };
  try {
    const onProgress = (progress: Progress) => {
      if (!stopped.aborted) measuring.value = { progress, stop };
    };
    const measured = await ask(
      "measure",
      { regions: ids, settings: now },
      { signal: stopped, onProgress },
    );
    if (image.peek()?.id === of) outcome.value = { settings: now, measured };
  } catch (error) {
    if (!stopped.aborted && image.peek()?.id === of) {
      measuringFailed.value = error instanceof Error ? error.message : String(error);
    }
  } finally {
    if (measuring.peek()?.stop === stop) measuring.value = null;
  }
}
