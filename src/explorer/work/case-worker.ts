import type { Progress } from "../../base/watch.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { toFailure } from "../../pool/message.ts";
import { type CallName, callsOn } from "./calls.ts";
import { handedOver } from "./hand-over.ts";
import type { Ask, Reply } from "./message.ts";
import { noCase } from "./open-case.ts";

/** The part of a worker's global scope that is used here; TypeScript's DOM types lack it. */
interface WorkerScope {
  onmessage: (event: MessageEvent<Ask>) => void;
  postMessage(reply: Reply, transfer?: readonly ArrayBuffer[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const calls = callsOn(noCase());
const running = new Map<number, AbortController>();

scope.onmessage = ({ data }) => {
  if (data.kind === "stop") running.get(data.id)?.abort(new Error("stopped"));
  else answer(data.id, data.call as CallName, data.asked);
};

async function answer(id: number, call: CallName, asked: unknown): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  const onProgress = (progress: Progress) => scope.postMessage({ kind: "progress", id, progress });
  try {
    const watch = { signal: controller.signal, onProgress };
    // biome-ignore lint/suspicious/noExplicitAny: the page asks by the types of the calls
    const result = await (calls[call] as (asked: any, watch: any) => unknown)(asked, watch);
    const { answer, transfer } = handedOver(result);
    scope.postMessage({ kind: "answer", id, answer }, transfer);
  } catch (error) {
    scope.postMessage(
      error instanceof VoxomicsError
        ? { kind: "failure", id, failure: toFailure(error) }
        : { kind: "error", id, message: error instanceof Error ? error.message : String(error) },
    );
  } finally {
    running.delete(id);
  }
}
