// Checks of values that were parsed from JSON, in which every number is finite.

export function isRecord(found: unknown): found is Readonly<Record<string, unknown>> {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}

export function isText(found: unknown): found is string {
  return typeof found === "string";
}

export function isNumber(found: unknown): found is number {
  return Number.isFinite(found);
}

/** Whether a value is a whole number of at least 0. */
export function isCount(found: unknown): found is number {
  return Number.isSafeInteger(found) && (found as number) >= 0;
}

export function isListOf(
  found: unknown,
  is: (one: unknown) => boolean,
): found is readonly unknown[] {
  return Array.isArray(found) && found.every((one) => is(one));
}
