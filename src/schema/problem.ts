import { found, listed, suggestion } from "../messages/phrases.ts";

/**
 * A problem in one line: where, what was found, what was expected, and the word that was meant where
 * a candidate is near.
 */
export function problem(
  path: string,
  value: unknown,
  expected: readonly string[],
  candidates: readonly string[] = [],
): string {
  const what = value === undefined ? "missing" : `found ${found(value)}`;
  return `${path || "settings"}: ${what}, expected ${listed(expected)}${suggestion(value, candidates)}`;
}

/** The path of a field. */
export function fieldOf(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
