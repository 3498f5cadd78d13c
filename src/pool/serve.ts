import type { Progress, Watch } from "../base/watch.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type Reply, type Request, toFailure } from "./message.ts";

/** Sends a reply; buffers in `transfer` are handed over instead of copied. */
export type Send = (reply: Reply, transfer: ArrayBuffer[]) => void;

/** A call as a worker does it; a promise where it loads first what it is done with. */
// biome-ignore lint/suspicious/noExplicitAny: each call has a type of its own
export type Call = (asked: any, watch: Watch) => unknown;

/** The worker's part: does what a request asks for, one after another. */
export function serve(
  calls: Readonly<Record<string, Call>>,
  send: Send,
): (request: Request) => Promise<void> {
  return async ({ call, asked, watched }) => {
    const report = (progress: Progress) => send({ kind: "progress", progress }, []);
    try {
      const answer = await calls[call](asked, watched ? { onProgress: sparingly(report) } : {});
      send({ kind: "answer", answer }, buffersOf(answer));
    } catch (error) {
      const refused = error instanceof VoxomicsError;
      send(refused ? { kind: "failure", failure: toFailure(error) } : { kind: "error", error }, []);
    }
  };
}

/** Between two reports, in ms. */
const interval = 50;

function sparingly(report: (progress: Progress) => void): (progress: Progress) => void {
  let next = 0;
  return (progress) => {
    const now = performance.now();
    if (now < next) return;
    next = now + interval;
    report(progress);
  };
}

/** The voxels of a volume, which nobody needs here any more. */
function buffersOf(answer: unknown): ArrayBuffer[] {
  const { buffer } = (answer as { data?: ArrayBufferView } | null)?.data ?? {};
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
