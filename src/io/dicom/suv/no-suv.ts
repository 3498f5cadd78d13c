import { VoxomicsError } from "../../../messages/errors.ts";
import { nameOf } from "../attributes.ts";
import type { AttributeName } from "../values.ts";

/** The error for headers from which no uptake value follows, or none without guessing. */
export function noSuv(reason: string, details: Readonly<Record<string, unknown>> = {}) {
  return new VoxomicsError("no-suv", `no standardised uptake value: ${reason}`, details);
}

/**
 * A value that the headers must state.
 *
 * @param need what is expected, and for what
 * @throws VoxomicsError `no-suv`
 */
export function required<T>(value: T | null, attribute: AttributeName, need: string): T {
  if (value !== null) return value;
  throw noSuv(`${nameOf(attribute)} is missing or unreadable, expected ${need}`, { attribute });
}
