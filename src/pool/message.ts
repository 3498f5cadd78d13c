import { type ErrorCode, VoxomicsError } from "../errors.ts";
import type { Progress } from "../watch.ts";

/** What a pool sends to a worker: one call at a time. */
export interface Request {
  readonly call: string;
  readonly asked: unknown;
  /** Whether somebody wants to know how far it is. */
  readonly watched: boolean;
}

/** What a worker sends back: any number of reports, then an answer or a failure. */
export type Reply =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "answer"; readonly answer: unknown }
  | { readonly kind: "failure"; readonly failure: Failure };

/** An error on its way between threads, which would lose its class and its fields. */
export type Failure =
  | {
      readonly code: ErrorCode;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
      readonly stack: string | undefined;
    }
  | { readonly code: null; readonly error: unknown };

export function toFailure(error: unknown): Failure {
  if (!(error instanceof VoxomicsError)) return { code: null, error };
  const { code, message, details, stack } = error;
  return { code, message, details, stack };
}

export function fromFailure(failure: Failure): unknown {
  if (failure.code === null) return failure.error;
  const { code, message, details, stack } = failure;
  return Object.assign(new VoxomicsError(code, message, details), { stack });
}
