import { inOrder } from "../base/in-order.ts";
import type { Watch } from "../base/watch.ts";
import type { FeatureMapOptions } from "../feature-map/map-options.ts";
import type { SlabChoice } from "../feature-map/map-slab.ts";
import type { MapSlab } from "../feature-map/slab-rows.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import type { SlabTask } from "./calls.ts";
import { onAbort } from "./on-abort.ts";
import { portable, shareVolume } from "./share-volume.ts";
import type { WorkerQueue } from "./worker-queue.ts";

/** Options whose masks are fit for a message. */
function masksIn(options: FeatureMapOptions, pack: (volume: Volume) => Volume): FeatureMapOptions {
  const { within, whiteMatter } = options;
  return {
    ...options,
    ...(within === undefined ? {} : { within: pack(checkVolume(within, "within")) }),
    ...(whiteMatter === undefined
      ? {}
      : { whiteMatter: pack(checkVolume(whiteMatter, "whiteMatter")) }),
  };
}

/** The slabs of feature maps in the order of memory, at most two for each worker ahead. */
export async function* mapSlabs(
  queue: WorkerQueue,
  task: Omit<SlabTask, keyof SlabChoice>,
  slabs: number,
  { signal, onProgress }: Watch,
): AsyncGenerator<MapSlab, void, void> {
  const pack = (volume: Volume) => portable(slabs > 1 ? shareVolume(volume) : volume);
  const sent = {
    ...task,
    image: pack(checkVolume(task.image, "image")),
    mask: pack(checkVolume(task.mask, "mask")),
    options: masksIn(task.options, pack),
  };
  const done = new Float64Array(slabs);
  const leaving = new AbortController();
  signal?.throwIfAborted();
  const callOff = onAbort(signal, () => leaving.abort(signal?.reason));
  const report =
    onProgress &&
    ((slab: number, part: number, stage: string) => {
      done[slab] = part;
      onProgress({ done: done.reduce((sum, each) => sum + each, 0), total: slabs, stage });
    });
  const make = async (slab: number): Promise<MapSlab> => {
    const watched: Watch = {
      signal: leaving.signal,
      onProgress: report && ((at) => report(slab, at.done / at.total, at.stage)),
    };
    const made = await queue.run("featureMapSlab", { ...sent, slab, slabs }, watched);
    done[slab] = 1;
    return made;
  };
  try {
    for await (const made of inOrder(done.keys(), 2 * queue.size, make)) {
      yield made;
      signal?.throwIfAborted();
    }
  } finally {
    callOff();
    leaving.abort();
  }
}
