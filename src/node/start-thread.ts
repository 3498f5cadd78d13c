import { type ResourceLimits, Worker } from "node:worker_threads";
import type { Reply } from "../pool/message.ts";
import type { StartWorker } from "../pool/worker-queue.ts";

/** Starts worker threads that run `script`; an idle one does not keep the process alive. */
export function threadStarter(script: URL | string, resourceLimits?: ResourceLimits): StartWorker {
  return (onReply, onLoss) => {
    // flags of the process are for its own program: no file can run under --input-type
    const thread = new Worker(script, { execArgv: [], ...(resourceLimits && { resourceLimits }) });
    thread.on("message", (reply: Reply) => onReply(reply));
    thread.on("messageerror", onLoss);
    thread.on("error", onLoss);
    thread.on("exit", (code) => onLoss(new Error(`it exited with code ${code}`)));
    thread.unref();
    return {
      ask(request) {
        thread.postMessage(request);
        thread.ref();
      },
      rest: () => thread.unref(),
      async end() {
        await thread.terminate();
      },
    };
  };
}
