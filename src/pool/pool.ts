import { inOrder } from "../base/in-order.ts";
import type { Watch } from "../base/watch.ts";
import { checkFilters } from "../extraction/check-filters.ts";
import { checkExtractOptions } from "../extraction/extract-regions.ts";
import type { Extraction, ExtractOptions, RegionOutcome } from "../extraction/extraction.ts";
import { joinParts } from "../extraction/join-parts.ts";
import { partsOf, planOf } from "../extraction/plan.ts";
import { emptyMaps, type FeatureMap } from "../feature-map/empty-maps.ts";
import { type FeatureMapOptions, resolveMapOptions } from "../feature-map/map-options.ts";
import { type MapSlab, rowsOf } from "../feature-map/slab-rows.ts";
import type { FilterInput } from "../filters/filters.ts";
import type { EncodedFrame, FrameDecoder } from "../io/dicom/frame-decoder.ts";
import type { StoredPixels } from "../io/dicom/stored-pixels.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import type { Perturbed } from "../perturbation/perturb.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import type { KeptMask } from "../processing/kept-mask.ts";
import { checkWhiteMatter } from "../processing/white-matter.ts";
import type { PyradiomicsExtraction } from "../pyradiomics/extract-pyradiomics.ts";
import type { PyradiomicsMaps } from "../pyradiomics/voxels/map-pyradiomics.ts";
import type { DerivedRegion } from "../regions/derive-region.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions, checkWatch } from "../schema/check-options.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import type { DerivationTask, PerturbationTask, RegionSource } from "./calls.ts";
import type { ExtractionTask, TaskOutcome } from "./extraction-task.ts";
import { interpolateOnce } from "./interpolate-once.ts";
import { mapSlabs } from "./map-slabs.ts";
import { unpackMeasurement } from "./measurement-message.ts";
import { onAbort } from "./on-abort.ts";
import { type PyradiomicsCall, pyradiomicsTask } from "./pyradiomics-task.ts";
import { portable, portableTask, shareVolume } from "./share-volume.ts";
import { sideBySide } from "./side-by-side.ts";
import { type StartWorker, WorkerQueue } from "./worker-queue.ts";

export type { ExtractionTask, TaskOutcome };

/**
 * A pool of workers that extract features, apply filters, make feature maps and perturb images. Its methods are
 * `extract`, `applyFilter`, `featureMap` and `perturb` as promises, with the same results to the last bit for any number of workers.
 *
 * Calls wait for a free worker in the order in which they were made. The voxels of a call are copied when it
 * gets a worker, unless their memory is shared (`shareVolume`). Aborting its signal stops a call at once:
 * its worker is ended and replaced.
 *
 * Besides the errors of `extract` and the others, a call may throw `worker-lost`, if its worker ended before
 * it answered, and `pool-closed`.
 *
 * @example
 * ```ts
 * import { createPool, listLabels } from "voxomics/node";
 *
 * const pool = createPool({ workers: 4 });
 * const watch = { signal: AbortSignal.timeout(60_000) };
 * const { features } = await pool.extract(image, mask, { families: ["glcm"] }, watch);
 * const response = await pool.applyFilter(image, { type: "mean", support: 5 }); // a Volume
 * const outcomes = await pool.extractRegions(image, masks); // one a mask
 * const tasks = listLabels(labels).map(({ label }) => ({ image, mask: labels, label }));
 * for await (const { task, extraction } of pool.extractMany(tasks)) {
 *   console.log(task.label, extraction?.features.length, features.length, response.size, outcomes.length);
 * }
 * await pool.close();
 * ```
 */
export class Pool implements FrameDecoder {
  readonly #queue: WorkerQueue;

  constructor(workers: number, start: StartWorker) {
    if (!(Number.isInteger(workers) && workers >= 1)) {
      const message = `workers: found ${found(workers)}, expected a whole number from 1`;
      throw new VoxomicsError("invalid-settings", message, { found: workers });
    }
    this.#queue = new WorkerQueue(workers, start);
  }

  /** The largest number of workers at a time. */
  get workers(): number {
    return this.#queue.size;
  }

  /** `extract` in workers: the unfiltered image and each filter are measured side by side. */
  async extract(
    image: Volume,
    mask: Volume,
    settings: SettingsInput = {},
    watch: ExtractOptions = {},
  ): Promise<Extraction> {
    checkExtractOptions(watch);
    const { within, whiteMatter, ...steps } = watch;
    return this.#extractOne({ image, mask, settings, within, whiteMatter }, steps);
  }

  /**
   * `extractRegions` in workers: regions and filters are measured side by side. Each filter is applied once.
   *
   * @param masks of 0 and 1 on the image's grid, whole or as `keepMask` keeps them
   */
  async extractRegions(
    image: Volume,
    masks: readonly (Volume | KeptMask)[],
    settings: SettingsInput = {},
    watch: ExtractOptions = {},
  ): Promise<RegionOutcome[]> {
    checkExtractOptions(watch);
    const { within, whiteMatter, ...steps } = watch;
    checkArgument(masks, "masks", "array");
    const sources = masks.map((mask) => (isKept(mask) ? mask : { mask, label: null }));
    return this.#extract({ image, settings, within, whiteMatter }, sources, steps);
  }

  /**
   * Extracts from many regions, of one image or several, and yields the outcomes in the order of the tasks.
   *
   * Tasks are read when they are needed, at most two for each worker, so a generator may make them. A task that
   * is refused does not stop the others. Aborting the signal, or leaving the loop, stops all.
   */
  async *extractMany<T extends ExtractionTask>(
    tasks: Iterable<T> | AsyncIterable<T>,
    watch: Pick<Watch, "signal"> = {},
  ): AsyncGenerator<TaskOutcome<T>, void, void> {
    checkOptions(watch, { signal: "signal" }, "watch");
    const { signal } = watch;
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
    filter: FilterInput,
    watch: Watch = {},
    nonFinite: NonFinite = "refuse",
  ): Promise<Volume<Float64Array>> {
    checkWatch(watch);
    const asked = { image: portable(checkVolume(image, "image")), filter, nonFinite };
    return this.#queue.run("applyFilter", asked, watch);
  }

  /** `extractPyradiomics` of `voxomics/pyradiomics` in a worker. */
  async extractPyradiomics(...call: PyradiomicsCall): Promise<PyradiomicsExtraction> {
    const { task, watch } = pyradiomicsTask(...call);
    return this.#queue.run("pyradiomics", task, watch);
  }

  /** `mapPyradiomics` of `voxomics/pyradiomics` in a worker. */
  async mapPyradiomics(...call: PyradiomicsCall): Promise<PyradiomicsMaps> {
    const { task, watch } = pyradiomicsTask(...call);
    return this.#queue.run("pyradiomicsMaps", task, watch);
  }

  /** `deriveRegion` in a worker. The region's memory is shared where that can be. */
  async deriveRegion(task: DerivationTask, watch: Watch = {}): Promise<DerivedRegion> {
    checkWatch(watch);
    return this.#queue.run("deriveRegion", portableTask(task), watch);
  }

  /** `perturb` in a worker. */
  async perturb(task: PerturbationTask, watch: Watch = {}): Promise<Perturbed> {
    checkWatch(watch);
    return this.#queue.run("perturb", portableTask(task), watch);
  }

  /**
   * `featureMap` in workers: each makes the maps of a slab of the region.
   *
   * @param watch is told the progress row by row; aborting its signal stops the workers at once
   */
  async featureMap(
    image: Volume,
    mask: Volume,
    options: FeatureMapOptions = {},
    watch: Watch = {},
  ): Promise<FeatureMap[]> {
    // two slabs a worker, since those at the ends of a region have fewer voxels
    const slabs = this.workers === 1 ? 1 : 2 * this.workers;
    let maps: FeatureMap[] | null = null;
    for await (const slab of this.featureMapSlabs(image, mask, options, slabs, watch)) {
      maps ??= emptyMaps(slab.features, slab.grid);
      for (const { start, values } of rowsOf(slab)) {
        for (const [f, { volume }] of maps.entries()) volume.data.set(values[f], start);
      }
    }
    return maps ?? [];
  }

  /**
   * The rows of feature maps in slabs, in the order of memory. At most two slabs for each worker are in memory:
   * the more slabs, the less memory they take, but each worker prepares the region anew for every slab.
   * `writeFeatureMaps` calls this.
   */
  async *featureMapSlabs(
    image: Volume,
    mask: Volume,
    options: FeatureMapOptions,
    slabs: number,
    watch: Watch = {},
  ): AsyncGenerator<MapSlab, void, void> {
    checkWatch(watch);
    resolveMapOptions(options); // refuses what the workers would refuse, before they start
    const task = { image, mask, options };
    yield* mapSlabs(this.#queue, task, slabs, watch);
  }

  /**
   * Decodes a compressed frame of a DICOM image in a worker. The option `pool` of `read`, `readFile`, `openImage`
   * and `openCase` calls this.
   */
  async decodeFrame(frame: EncodedFrame): Promise<StoredPixels> {
    // a copy, as the bytes are a view of a whole file, all of which would be sent
    return this.#queue.run("decodeFrame", { ...frame, bytes: frame.bytes.slice() }, {});
  }

  /** Ends the workers; unfinished calls are rejected with `pool-closed`. */
  close(): Promise<void> {
    return this.#queue.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #extractOne(task: ExtractionTask, watch: Watch): Promise<Extraction> {
    const region = { mask: task.mask, label: task.label ?? null };
    const [outcome] = await this.#extract(task, [region], watch);
    if (outcome.error !== null) throw outcome.error;
    return outcome.extraction;
  }

  async #extract(
    { image, settings, within, whiteMatter }: Omit<ExtractionTask, "mask" | "label">,
    sources: readonly RegionSource[],
    watch: Watch,
  ): Promise<RegionOutcome[]> {
    const resolved = resolveSettings(settings);
    const plan = planOf(resolved, sources.length);
    const parts = partsOf(plan);
    const pack = (volume: Volume) => portable(parts.length > 1 ? shareVolume(volume) : volume);
    const checked = checkVolume(image, "image");
    checkFilters(checked, resolved);
    const whole = pack(checked);
    const around = within === undefined ? null : pack(checkVolume(within, "within"));
    checkWhiteMatter(whiteMatter !== undefined, resolved.normalise); // before workers start
    const white = whiteMatter === undefined ? null : pack(checkVolume(whiteMatter, "whiteMatter"));
    const regions = sources.map((source) =>
      "kept" in source || !holdsVoxels(source.mask)
        ? source // a value that is not a volume is refused when it is measured
        : { ...source, mask: pack(source.mask) },
    );
    const interpolated = interpolateOnce(this.#queue, whole, plan, regions);
    const jobs = parts.map((part) => async (watched: Watch) => {
      const asked = {
        plan,
        part,
        image: whole,
        regions: part.regions.map((n) => regions[n]),
        within: around,
        whiteMatter: white,
        interpolated: await interpolated(part, watched),
      };
      return this.#queue.run("extract", asked, watched);
    });
    const found = await sideBySide(jobs, watch);
    return joinParts(plan, found.flat().map(unpackMeasurement));
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
