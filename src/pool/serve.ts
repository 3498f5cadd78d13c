import type { Progress, Watch } from "../base/watch.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type Reply, type Request, toFailure } from "./message.ts";

/** Sends a reply; buffers in `transfer` are handed over instead of copied. */
export type Send = (reply: Reply, transfer: ArrayBuffer[]) => void;

/** The function of a call; it returns a promise if it loads a module first. */
// biome-ignore lint/suspicious/noExplicitAny: each call has a type of its own
export type Call = (asked: any, watch: Watch) => unknown;

/** The function that answers requests in a worker. */
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

/** Least time between two progress reports, in ms. */
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

/** The buffer of an answer that is a volume or a frame: the worker does not need it any more. */
function buffersOf(answer: unknown): ArrayBuffer[] {
  const { data, pixels } = (answer ?? {}) as { data?: ArrayBufferView; pixels?: ArrayBufferView };
  const { buffer } = data ?? pixels ?? {};
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
