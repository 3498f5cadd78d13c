import { version } from "../../base/version.ts";
import { type Note, noteOf } from "../../messages/note.ts";
import { engineName } from "../run-identity.ts";
import type { QueueLink } from "./queue-link.ts";
import { isAlike, programText } from "./queue-peers.ts";

/**
 * Watches the workers of a queue. Notes name workers that get no cases, and say if no worker gets any. Returns a function
 * that looks once and gives the number of threads of the workers that get cases; null if Redis does not list its
 * clients.
 */
export function watchWorkers(
  link: Pick<QueueLink, "peers" | "address">,
  onNote: ((note: Note) => void) | undefined,
): (isNeeded: boolean) => Promise<number | null> {
  const { shown } = link.address;
  const own = programText({ version, engine: engineName() });
  const told = new Set<string>();
  const tellOnce = (code: Note["code"], message: string) => {
    if (told.has(message)) return;
    told.add(message);
    onNote?.(noteOf(code, message, { address: shown }));
  };
  const none = `${shown}: found no worker for these cases, expected one of ${own}; waiting for one`;
  let looks = 0;
  return async (isNeeded) => {
    const peers = await link.peers();
    if (peers === null) return null;
    const workers = peers.filter(({ role }) => role === "worker");
    for (const other of workers) {
      if (isAlike(other)) continue;
      const found = programText(other);
      tellOnce(
        "worker-unfit",
        `the worker on ${other.machine} gets no case of this run: found ${found}, expected ${own}`,
      );
    }
    const threads = workers.filter(isAlike).reduce((sum, worker) => sum + worker.threads, 0);
    if (threads > 0) told.delete(none);
    // at the first look, workers that were started with this process may not be there yet
    else if (isNeeded && looks++ > 0) tellOnce("queue-waiting", none);
    return threads;
  };
}
