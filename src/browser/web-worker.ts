import { calls } from "../pool/calls.ts";
import type { Reply, Request } from "../pool/message.ts";
import { serve } from "../pool/serve.ts";

/** The part of a worker's global scope that is used here; TypeScript's DOM types lack it. */
interface WorkerScope {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(reply: Reply, transfer: ArrayBuffer[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const answer = serve(calls, (reply, transfer) => scope.postMessage(reply, transfer));
scope.onmessage = ({ data }) => answer(data);
