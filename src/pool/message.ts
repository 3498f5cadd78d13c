import type { Progress } from "../base/watch.ts";
import type { ErrorCode, ErrorDetails } from "../messages/error-details.ts";
import { VoxomicsError } from "../messages/errors.ts";

/** A message from a pool to a worker: one call at a time. */
export interface Request {
  /** Name of the call. */
  readonly call: string;
  /** Argument of the call. */
  readonly asked: unknown;
  /** Whether the worker should report its progress. */
  readonly watched: boolean;
}

/** A message from a worker: any number of progress reports, then an answer, a failure or another error. */
export type Reply =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "answer"; readonly answer: unknown }
  | { readonly kind: "failure"; readonly failure: Failure }
  | { readonly kind: "error"; readonly error: unknown };

/** A VoxomicsError as a record: sent as it is, it would lose its class and its fields. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails[ErrorCode];
  readonly stack: string | undefined;
}

export function toFailure({ code, message, details, stack }: VoxomicsError): Failure {
  return { code, message, details, stack };
}

export function fromFailure({ code, message, details, stack }: Failure): VoxomicsError {
  const error = new VoxomicsError(code, message, details);
  return stack === undefined ? error : Object.assign(error, { stack });
}
