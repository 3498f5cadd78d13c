import { parentPort } from "node:worker_threads";
import { calls } from "../pool/calls.ts";
import { serve } from "../pool/serve.ts";

const port = parentPort;
port?.on(
  "message",
  serve(calls, (reply, transfer) => port.postMessage(reply, transfer)),
);
