import { adviceIn, adviceText, libraryOption, type NameOption } from "./advice.ts";
import type { ErrorCode, ErrorDetails } from "./error-details.ts";

/** Codes whose errors always hold details. */
type Detailed = {
  [C in ErrorCode]: Record<never, never> extends ErrorDetails[C] ? never : C;
}[ErrorCode];

/** What follows the message: details, which only codes without required ones may leave out. */
type Rest<C extends ErrorCode> = [C] extends [Detailed]
  ? [details: ErrorDetails[C], options?: ErrorOptions]
  : [details?: ErrorDetails[C], options?: ErrorOptions];

/**
 * The one error that voxomics throws for bad input.
 *
 * The message says what was found, what was expected and where; `details` holds the values it
 * was built from (`ErrorDetails`, by code; `isVoxomicsError` narrows to one). Where an option lets a
 * user go on, `details.advice` names it (`Advice`), and the message ends with it, as the library
 * calls it.
 *
 * @example
 * ```ts
 * import { discretise, VoxomicsError } from "voxomics";
 *
 * try {
 *   discretise(image, mask, { method: "fixedBinSize", width: 0 });
 * } catch (error) {
 *   if (error instanceof VoxomicsError) console.warn(error.code, error.message, error.details);
 * }
 * ```
 */
export class VoxomicsError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "VoxomicsError";
  readonly code: C;
  readonly details: ErrorDetails[C];

  constructor(code: C, message: string, ...[details, options]: Rest<C>) {
    super(withAdvice(message, details ?? {}), options);
    this.code = code;
    this.details = (details ?? {}) as ErrorDetails[C];
  }
}

/** An error of each code, for `switch (error.code)`, where each case knows its details. */
export type AnyVoxomicsError = { readonly [C in ErrorCode]: VoxomicsError<C> }[ErrorCode];

/**
 * Whether a value that was caught is an error of voxomics, of a code if one is given.
 *
 * @example
 * ```ts
 * import { extract, isVoxomicsError } from "voxomics";
 *
 * try {
 *   extract(image, mask);
 * } catch (error) {
 *   if (isVoxomicsError(error, "geometry-mismatch")) console.warn(error.details.differences);
 *   else throw error;
 * }
 * ```
 */
export function isVoxomicsError(error: unknown): error is AnyVoxomicsError;
export function isVoxomicsError<C extends ErrorCode>(
  error: unknown,
  code: C,
): error is VoxomicsError<C>;
export function isVoxomicsError(error: unknown, code?: ErrorCode): boolean {
  return error instanceof VoxomicsError && (code === undefined || error.code === code);
}

/** A message that is built from another error's has its advice already. */
function withAdvice(message: string, details: object): string {
  const advice = adviceText(adviceIn(details), libraryOption);
  return message.endsWith(advice) ? message : `${message}${advice}`;
}

/** What an error's message says, with its advice in the names that options have elsewhere. */
export function messageNaming({ message, details }: VoxomicsError, name: NameOption): string {
  const advice = adviceIn(details);
  const end = adviceText(advice, libraryOption);
  const statement = message.endsWith(end) ? message.slice(0, message.length - end.length) : message;
  return `${statement}${adviceText(advice, name)}`;
}
