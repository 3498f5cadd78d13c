import type { Pool } from "../../pool/pool.ts";
import { pathsOf } from "../cohort-case.ts";
import { inputStamp } from "../input-sum.ts";
import { measureUnit } from "../measure-unit.ts";
import type { CohortImages } from "../read-case.ts";
import type { UnitFailure } from "../unit.ts";
import { readOrFail, unitAsRead } from "../unit-reading.ts";
import { type JobResult, resultOf } from "./job-result.ts";
import type { Placed } from "./readable-folders.ts";
import { recentCases } from "./recent-cases.ts";
import { unitIn } from "./unit-job.ts";

/**
 * Gives a function that measures jobs in a pool. A case that fails is a result; the function throws for a job that is not
 * for this worker, and for one that the signal stops.
 */
export function jobMeasurer(pool: Pool, files: Placed) {
  const recent = recentCases<CohortImages | UnitFailure>(pool.workers);
  return async (found: unknown, signal: AbortSignal): Promise<JobResult> => {
    const { job, unit } = unitIn(found);
    const { case: one, paths, images } = job;
    const { within, whiteMatter } = paths;
    const named = [paths.image, paths.mask, within ?? [], whiteMatter ?? []].flat();
    const places = await Promise.all(named.map(files.placeOf));
    const shownPaths = pathsOf(one);
    // before they are read, so that a file that changes later counts as changed
    const stamps = await Promise.all(places.map(inputStamp));
    const pathOf = (shown: string) => places[shownPaths.indexOf(shown)];
    const { settings } = unit.settings;
    const key = JSON.stringify([one, paths, images, stamps, settings.mask]);
    const read = await recent(key, () => readOrFail(one, pathOf, images, settings, pool));
    signal.throwIfAborted();
    return resultOf(await measureUnit(pool, unitAsRead(unit, images), read, stamps, signal));
  };
}
