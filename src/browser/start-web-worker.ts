import type { Reply } from "../pool/message.ts";
import type { StartWorker } from "../pool/worker-queue.ts";

/** Starts web workers. */
export function webWorkerStarter(create: () => Worker): StartWorker {
  return (onReply, onLoss) => {
    const worker = create();
    worker.onmessage = ({ data }: MessageEvent<Reply>) => onReply(data);
    worker.onmessageerror = () => onLoss(new Error("its message could not be read"));
    worker.onerror = (event) => {
      event.preventDefault(); // it is told to whoever waits for the worker
      // a script that cannot be loaded has no message
      onLoss(event.error ?? new Error(event.message || "its script could not be loaded"));
    };
    return {
      ask: (request) => worker.postMessage(request),
      rest() {}, // a page does not wait for its workers
      async end() {
        worker.terminate();
      },
    };
  };
}
