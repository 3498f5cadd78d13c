const mark = Symbol("handed over");

/** An answer whose buffers go to the page instead of being copied. */
export interface HandedOver<T> {
  readonly [mark]: true;
  readonly answer: T;
  readonly transfer: readonly ArrayBuffer[];
}

/** Marks the arrays of an answer that the worker does not need any more. */
export function handOver<T>(answer: T, arrays: readonly ArrayBufferView[]): HandedOver<T> {
  const buffers = arrays.map(({ buffer }) => buffer).filter((one) => one instanceof ArrayBuffer);
  return { [mark]: true, answer, transfer: [...new Set(buffers)] };
}

/** The parts of an answer, whether it hands something over or not. */
export function handedOver(result: unknown): Pick<HandedOver<unknown>, "answer" | "transfer"> {
  if (typeof result === "object" && result !== null && mark in result) {
    return result as HandedOver<unknown>;
  }
  return { answer: result, transfer: [] };
}
