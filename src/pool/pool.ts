import type { Watch } from "../base/watch.ts";
import { checkFilters } from "../extraction/check-filters.ts";
import type { Extraction, RegionOutcome } from "../extraction/extraction.ts";
import { joinParts } from "../extraction/join-parts.ts";
import { partsOf, planOf } from "../extraction/plan.ts";
import type { FilterSettings } from "../filters/filters.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import type { Perturbed } from "../perturbation/perturb.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import type { KeptMask } from "../processing/kept-mask.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import type { PerturbationTask, RegionSource } from "./calls.ts";
import { inOrder } from "./in-order.ts";
import { unpackMeasurement } from "./measurement-message.ts";
import { onAbort } from "./on-abort.ts";
import { portable, shareVolume } from "./share-volume.ts";
import { sideBySide } from "./side-by-side.ts";
import { type StartWorker, WorkerQueue } from "./worker-queue.ts";

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
export type TaskOutcome<T> =
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
  readonly #queue: WorkerQueue;

  constructor(workers: number, start: StartWorker) {
    if (!(Number.isInteger(workers) && workers >= 1)) {
      const message = `workers: found ${found(workers)}, expected a whole number from 1`;
      throw new VoxomicsError("invalid-settings", message, { found: workers });
    }
    this.#queue = new WorkerQueue(workers, start);
  }

  /** The most workers that are there at once. */
  get workers(): number {
    return this.#queue.size;
  }

  /** `extract` in workers; each filter's response map is measured by whichever is free. */
  async extract(
    image: Volume,
    mask: Volume,
    settings: SettingsInput = {},
    watch: Watch = {},
  ): Promise<Extraction> {
    return this.#extractOne({ image, mask, settings }, watch);
  }

  /**
   * `extractRegions` in workers: regions side by side, and filters, each of which is applied once.
   *
   * @param masks 0 and 1 on the image's grid; of each only the surroundings of its region if they
   *   were kept by `keepMask`
   */
  async extractRegions(
    image: Volume,
    masks: readonly (Volume | KeptMask)[],
    settings: SettingsInput = {},
    watch: Watch = {},
  ): Promise<RegionOutcome[]> {
    checkArgument(masks, "masks", "array");
    const sources = masks.map((mask) => (isKept(mask) ? mask : { mask, label: null }));
    return this.#extract(image, sources, settings, watch);
  }

  /**
   * Extracts from many regions, of one image or several, and gives what came of them in their order.
   *
   * Tasks are read as they are needed, two for each worker, so they can be made on the way. One that
   * is refused leaves the others alone; the signal, or leaving the loop, stops them all.
   */
  async *extractMany<T extends ExtractionTask>(
    tasks: Iterable<T> | AsyncIterable<T>,
    { signal }: Pick<Watch, "signal"> = {},
  ): AsyncGenerator<TaskOutcome<T>, void, void> {
    const leaving = new AbortController();
    signal?.throwIfAborted();
    const callOff = onAbort(signal, () => leaving.abort(signal?.reason));
    const measure = async (task: T): Promise<TaskOutcome<T>> => {
      try {
        const extraction = await this.#extractOne(task, { signal: leaving.signal });
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
      callOff();
      leaving.abort();
    }
  }

  /** `applyFilter` in a worker. */
  async applyFilter(
    image: Volume,
    filter: FilterSettings,
    watch: Watch = {},
    nonFinite: NonFinite = "refuse",
  ): Promise<Volume<Float64Array>> {
    const asked = { image: portable(checkVolume(image, "image")), filter, nonFinite };
    return this.#queue.run("applyFilter", asked, watch);
  }

  /** `perturb` in a worker. */
  async perturb(task: PerturbationTask, watch: Watch = {}): Promise<Perturbed> {
    const image = portable(checkVolume(task.image, "image"));
    const mask = portable(checkVolume(task.mask, "mask"));
    return this.#queue.run("perturb", { ...task, image, mask }, watch);
  }

  /** Ends the workers; calls that are not done are rejected with `pool-closed`. */
  close(): Promise<void> {
    return this.#queue.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #extractOne(task: ExtractionTask, watch: Watch): Promise<Extraction> {
    const region = { mask: task.mask, label: task.label ?? null };
    const [outcome] = await this.#extract(task.image, [region], task.settings, watch);
    if (outcome.error !== null) throw outcome.error;
    return outcome.extraction;
  }

  async #extract(
    image: Volume,
    sources: readonly RegionSource[],
    input: SettingsInput | undefined,
    watch: Watch,
  ): Promise<RegionOutcome[]> {
    const settings = resolveSettings(input);
    const plan = planOf(settings, sources.length);
    const parts = partsOf(plan);
    const pack = (volume: Volume) => portable(parts.length > 1 ? shareVolume(volume) : volume);
    const checked = checkVolume(image, "image");
    checkFilters(checked, settings);
    const whole = pack(checked);
    const regions = sources.map((source) =>
      "kept" in source || !holdsVoxels(source.mask)
        ? source // what is no volume is refused where it is measured
        : { ...source, mask: pack(source.mask) },
    );
    const interpolated = this.#interpolatedOnce(whole, settings);
    const jobs = parts.map((part) => async (watched: Watch) => {
      const filtered = part.images.some((n) => plan.images[n].filter !== null);
      const asked = {
        plan,
        part,
        image: whole,
        regions: part.regions.map((n) => regions[n]),
        interpolated: filtered ? await interpolated(watched) : null,
      };
      return this.#queue.run("extract", asked, watched);
    });
    const found = await sideBySide(jobs, watch);
    return joinParts(plan, found.flat().map(unpackMeasurement));
  }

  /** What several filters act on is made once; null where each can have it for nothing. */
  #interpolatedOnce(image: Volume, settings: Settings) {
    if (settings.resample === null || settings.filters.length < 2) return async () => null;
    let made: Promise<Volume> | null = null;
    return ({ signal }: Watch): Promise<Volume> => {
      made ??= this.#queue.run("interpolate", { image, settings }, { signal });
      return made;
    };
  }
}

function isKept(mask: Volume | KeptMask): mask is KeptMask {
  return typeof mask === "object" && mask !== null && "kept" in mask;
}

function holdsVoxels(volume: Volume | null | undefined): boolean {
  return ArrayBuffer.isView(volume?.data);
}

function isClosed(error: unknown): boolean {
  return error instanceof VoxomicsError && error.code === "pool-closed";
}
