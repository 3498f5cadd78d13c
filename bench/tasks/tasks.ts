import { extractions } from "./extractions.ts";
import { families } from "./families.ts";
import { filters } from "./filters.ts";
import { maps } from "./maps.ts";
import { stages } from "./stages.ts";
import type { Task } from "./task.ts";

/** All that is timed. */
export const tasks: readonly Task[] = [...stages, ...families, ...extractions, ...maps, ...filters];

export function taskNamed(id: string): Task {
  const task = tasks.find((one) => one.id === id);
  if (task === undefined) throw new Error(`no task "${id}"`);
  return task;
}
