import { VoxomicsError } from "../../../messages/errors.ts";
import { nameOf } from "../attributes.ts";
import type { AttributeName } from "../values.ts";

/** The error for headers from which an uptake value cannot be had, or not without guessing. */
export function noSuv(reason: string, details: Readonly<Record<string, unknown>> = {}) {
  return new VoxomicsError("no-suv", `no standardised uptake value: ${reason}`, details);
}

/** A value, or the error for one that the headers lack. @param need what is expected, and for what. */
export function required<T>(value: T | null, attribute: AttributeName, need: string): T {
  if (value !== null) return value;
  throw noSuv(`${nameOf(attribute)} is missing or unreadable, expected ${need}`, { attribute });
}
