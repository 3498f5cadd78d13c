import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";

/** The name of a kind of value: what an argument, or a field of an argument, has to be. */
export type Kind = keyof typeof kinds;

const kinds = {
  object: {
    expected: "an object",
    holds: (value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value) && !isView(value),
  },
  array: { expected: "an array", holds: (value: unknown) => Array.isArray(value) },
  iterable: {
    expected: "an array or another iterable",
    holds: (value: unknown) =>
      typeof value === "object" &&
      value !== null &&
      (Symbol.iterator in value || Symbol.asyncIterator in value),
  },
  // the numbers of a vector come as typed arrays too
  numbers: {
    expected: "an array of finite numbers",
    holds: (value: unknown) =>
      (Array.isArray(value) || isView(value)) &&
      Array.from(value as ArrayLike<unknown>).every(Number.isFinite),
  },
  vector: {
    expected: "three finite numbers",
    holds: (value: unknown) =>
      (Array.isArray(value) || isView(value)) &&
      (value as ArrayLike<unknown>).length === 3 &&
      Array.from(value as ArrayLike<unknown>).every(Number.isFinite),
  },
  view: { expected: "a typed array", holds: isView },
  text: { expected: "a text", holds: (value: unknown) => typeof value === "string" },
  number: { expected: "a number", holds: Number.isFinite },
  signal: {
    expected: "the signal of an AbortController",
    holds: (value: unknown) =>
      typeof (value as AbortSignal | null | undefined)?.throwIfAborted === "function",
  },
  function: {
    expected: "a function",
    holds: (value: unknown) => typeof value === "function",
  },
} as const;

/**
 * Throws unless an argument is of a kind, or a record whose fields are of their kinds.
 *
 * For exported functions that take records, such as a volume or a region: the check is cheap, and does
 * not look inside the fields. Settings are checked by schemas instead.
 *
 * @param what names the argument in the message: `image`
 * @param shape the kind of the argument, or the kinds of its fields
 * @throws VoxomicsError `invalid-argument`: `image.data: found null, expected a typed array`
 */
export function checkArgument(
  value: unknown,
  what: string,
  shape: Kind | Readonly<Record<string, Kind>>,
): void {
  if (typeof shape === "string") {
    checkKind(value, what, shape);
    return;
  }
  checkKind(value, what, "object");
  for (const field of Object.keys(shape)) {
    const held: unknown = (value as Readonly<Record<string, unknown>>)[field];
    checkKind(held, `${what}.${field}`, shape[field]);
  }
}

function checkKind(value: unknown, what: string, kind: Kind): void {
  if (kinds[kind].holds(value)) return;
  const { expected } = kinds[kind];
  throw new VoxomicsError(
    "invalid-argument",
    `${what}: found ${found(value)}, expected ${expected}`,
    { what, found: value, expected },
  );
}

function isView(value: unknown): boolean {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
