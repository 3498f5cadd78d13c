import { VoxomicsError } from "../../messages/errors.ts";

/** The packages that a queue needs. Users install them where they want one. */
export const queuePackages = ["bullmq", "ioredis"] as const;

/** The packages, loaded. */
export interface QueueLibraries {
  readonly bullmq: typeof import("bullmq");
  readonly ioredis: typeof import("ioredis");
}

/**
 * Loads BullMQ and ioredis.
 *
 * @param load loads a package; tests give another one
 * @throws VoxomicsError `queue-unavailable` if one of them is not installed
 */
export async function loadQueueLibraries(
  load: (name: (typeof queuePackages)[number]) => Promise<unknown> = (name) =>
    // each by its name in the text, so that bundlers see which package is meant
    name === "bullmq" ? import("bullmq") : import("ioredis"),
): Promise<QueueLibraries> {
  try {
    const [bullmq, ioredis] = await Promise.all(queuePackages.map(load));
    return { bullmq, ioredis } as QueueLibraries;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const isMissing = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
    if (!isMissing) throw cause;
    const names = queuePackages.join(" ");
    throw new VoxomicsError(
      "queue-unavailable",
      `a queue needs the packages bullmq and ioredis, which are not installed here: npm install ${names}`,
      { packages: queuePackages },
      { cause },
    );
  }
}
