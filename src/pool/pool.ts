import { VoxomicsError } from "../errors.ts";
import { type Extraction, type Share, wholeShare } from "../extract.ts";
import type { FilterSettings } from "../filters/filter.ts";
import type { Perturbed } from "../perturbation/perturb.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";
import { found } from "../settings/wording.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import type { Watch } from "../watch.ts";
import type { ExtractionPart, PerturbationTask } from "./calls.ts";
import { Crew, type StartWorker } from "./crew.ts";
import { inOrder } from "./in-order.ts";
import { portable, shareVolume } from "./share-volume.ts";
import { sideBySide } from "./side-by-side.ts";

/** A region to be measured. */
export interface ExtractionTask {
  readonly image: Volume;
  /** 0 and 1, or labels with a `label`. */
  readonly mask: Volume;
  /** The label of the mask that is measured. */
  readonly label?: number | undefined;
  readonly settings?: SettingsInput | undefined;
}

/** What came of a task: an extraction, or the error that it was refused with. */
export type Outcome<T> =
  | { readonly task: T; readonly extraction: Extraction; readonly error: null }
  | { readonly task: T; readonly extraction: null; readonly error: unknown };

/**
 * Workers that extract features, apply filters and perturb images: `extract`, `applyFilter` and
 * `perturb` as promises, with the same results to the last bit, whatever the number of workers.
 *
 * Calls that are made at the same time wait for a free worker in their order. The voxels of a task
 * are copied when it gets its worker, unless their memory is shared (`shareVolume`). Aborting a
 * signal stops a call at once: its worker is ended, and another one takes its place.
 *
 * Beside the errors of the calls there are `worker-lost`, if a worker came to an end in the middle
 * (which fails this call only), and `pool-closed`.
 */
export class Pool {
  readonly #crew: Crew;

  constructor(workers: number, start: StartWorker) {
    if (!(Number.isInteger(workers) && workers >= 1)) {
      const message = `workers: found ${found(workers)}, expected a whole number from 1`;
      throw new VoxomicsError("invalid-settings", message, { workers });
    }
    this.#crew = new Crew(workers, start);
  }

  /** The most workers that are there at once. */
  get workers(): number {
    return this.#crew.size;
  }

  /** `extract` in workers; each filter's response map is measured by whichever is free. */
  async extract(
    image: Volume,
    mask: Volume,
    settings: SettingsInput = {},
    watch: Watch = {},
  ): Promise<Extraction> {
    return this.#extract({ image, mask, settings }, watch);
  }

  /**
   * Extracts from many regions, and gives what came of them in their order.
   *
   * Tasks are read as they are needed, two for each worker, so they can be made on the way. One that
   * is refused leaves the others alone; the signal, or leaving the loop, stops them all.
   */
  async *extractMany<T extends ExtractionTask>(
    tasks: Iterable<T> | AsyncIterable<T>,
    { signal }: Pick<Watch, "signal"> = {},
  ): AsyncGenerator<Outcome<T>, void, void> {
    const leaving = new AbortController();
    const stop = () => leaving.abort(signal?.reason);
    signal?.throwIfAborted();
    signal?.addEventListener("abort", stop);
    const measure = async (task: T): Promise<Outcome<T>> => {
      try {
        const extraction = await this.#extract(task, { signal: leaving.signal });
        return { task, extraction, error: null };
      } catch (error) {
        if (leaving.signal.aborted || isClosed(error)) throw error;
        return { task, extraction: null, error };
      }
    };
    try {
      for await (const outcome of inOrder(tasks, 2 * this.workers, measure)) {
        yield outcome;
        signal?.throwIfAborted();
      }
    } finally {
      signal?.removeEventListener("abort", stop);
      leaving.abort();
    }
  }

  /** `applyFilter` in a worker. */
  async applyFilter(
    image: Volume,
    filter: FilterSettings,
    watch: Watch = {},
  ): Promise<Volume<Float64Array>> {
    const asked = { image: portable(checkVolume(image, "image")), filter };
    return this.#crew.run("applyFilter", asked, watch);
  }

  /** `perturb` in a worker. */
  async perturb(task: PerturbationTask, watch: Watch = {}): Promise<Perturbed> {
    const image = portable(checkVolume(task.image, "image"));
    const mask = portable(checkVolume(task.mask, "mask"));
    return this.#crew.run("perturb", { ...task, image, mask }, watch);
  }

  /** Ends the workers; calls that are not done are rejected with `pool-closed`. */
  close(): Promise<void> {
    return this.#crew.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #extract(task: ExtractionTask, watch: Watch): Promise<Extraction> {
    const settings = resolveSettings(task.settings);
    const shares = sharesOf(settings);
    const [image, mask] = (["image", "mask"] as const).map((name) => {
      const volume = checkVolume(task[name], name);
      return portable(shares.length > 1 ? shareVolume(volume) : volume);
    });
    const region = { image, mask, label: task.label ?? null, settings };
    const parts = await sideBySide(this.#jobsOf(region, shares), watch);
    const { roi } = parts.find((part) => part.roi.greyLevels !== null) ?? parts[0];
    return { settings, roi, features: parts.flatMap(({ features }) => features) };
  }

  #jobsOf(region: Omit<ExtractionPart, "share" | "interpolated">, shares: readonly Share[]) {
    const { image, settings } = region;
    // what several filters act on is made once
    const interpolates = settings.resample !== null && settings.filters.length > 1;
    let made: Promise<Volume> | null = null;
    const interpolated = (signal: Watch["signal"]) => {
      made ??= this.#crew.run("interpolate", { image, settings }, { signal });
      return made;
    };
    return shares.map((share) => async (watch: Watch): Promise<Extraction> => {
      const needs = interpolates && share.filters.length > 0;
      const asked = {
        ...region,
        share,
        interpolated: needs ? await interpolated(watch.signal) : null,
      };
      return this.#crew.run("extract", asked, watch);
    });
  }
}

/**
 * The unfiltered image, and each filter: what workers do side by side. The families of one image
 * stay together. Four fifths of their time are the morphology's, so little would be gained.
 */
function sharesOf(settings: Settings): Share[] {
  const whole = wholeShare(settings);
  if (whole.filters.length === 0) return [whole];
  return [
    ...(whole.families.length > 0 ? [{ families: whole.families, filters: [] }] : []),
    ...whole.filters.map((filter) => ({ families: [], filters: [filter] })),
  ];
}

function isClosed(error: unknown): boolean {
  return error instanceof VoxomicsError && error.code === "pool-closed";
}
