import type { Progress } from "../../base/watch.ts";
import type { Failure } from "../../pool/message.ts";

/** A message from the page to its worker: a call, or that a call is to stop. */
export type Ask =
  | { readonly kind: "call"; readonly id: number; readonly call: string; readonly asked: unknown }
  | { readonly kind: "stop"; readonly id: number };

/** A message from the worker about the call with an id. */
export type Reply = { readonly id: number } & (
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "answer"; readonly answer: unknown }
  | { readonly kind: "failure"; readonly failure: Failure }
  | { readonly kind: "error"; readonly message: string }
);
