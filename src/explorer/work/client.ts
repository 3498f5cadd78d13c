import type { Progress, Watch } from "../../base/watch.ts";
import { fromFailure } from "../../pool/message.ts";
import type { Answer, Asked, CallName } from "./calls.ts";
import type { Ask, Reply } from "./message.ts";

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** The worker that holds the open case, and what the page waits for. */
interface Session {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

let session: Session | null = null;
let calls = 0;

/**
 * Asks the worker that holds the open case. All long work of the page is done there, and in the worker's own
 * pool; the worker starts with the first call.
 *
 * @param watch progress, and a signal that stops the call
 * @throws VoxomicsError as the call does; the signal's reason; an `AbortError` if the case was closed
 */
export function ask<K extends CallName>(
  call: K,
  asked: Asked<K>,
  { signal, onProgress }: Watch = {},
): Promise<Answer<K>> {
  const { worker, waiting } = started();
  const id = calls++;
  const post = (message: Ask) => worker.postMessage(message);
  return new Promise<Answer<K>>((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      post({ kind: "stop", id });
      waiting.delete(id);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", stop, { once: true });
    const leaving =
      <A>(next: (value: A) => void) =>
      (value: A) => {
        signal?.removeEventListener("abort", stop);
        next(value);
      };
    waiting.set(id, {
      resolve: leaving((answer: unknown) => resolve(answer as Answer<K>)),
      reject: leaving(reject),
      onProgress,
    });
    post({ kind: "call", id, call, asked });
  });
}

/** Ends the worker and its pool, which gives back the memory of everything that is open. */
export function endWork(): void {
  if (session === null) return;
  session.worker.terminate();
  const reason = new DOMException("the case was closed", "AbortError");
  for (const { reject } of session.waiting.values()) reject(reason);
  session = null;
}

function started(): Session {
  if (session !== null) return session;
  const worker = new Worker(new URL("./case-worker.js", import.meta.url), { type: "module" });
  const waiting = new Map<number, Waiting>();
  worker.onmessage = ({ data }: MessageEvent<Reply>) => take(waiting, data);
  worker.onerror = (event) => {
    event.preventDefault();
    const message = event.message || "its script could not be loaded";
    for (const { reject } of waiting.values()) reject(new Error(`the worker ended: ${message}`));
    waiting.clear();
    session = null;
  };
  session = { worker, waiting };
  return session;
}

function take(waiting: Map<number, Waiting>, reply: Reply): void {
  const call = waiting.get(reply.id);
  if (call === undefined) return; // it was stopped
  if (reply.kind === "progress") {
    call.onProgress?.(reply.progress);
    return;
  }
  waiting.delete(reply.id);
  if (reply.kind === "answer") call.resolve(reply.answer);
  else if (reply.kind === "failure") call.reject(fromFailure(reply.failure));
  else call.reject(new Error(reply.message));
}
