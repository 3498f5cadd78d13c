import { found, listed, suggestion } from "../messages/phrases.ts";

/**
 * A problem in one line: `discretise.width: found -1, expected a number above 0`.
 *
 * @param path names the value; "" for settings as a whole
 * @param expected what is allowed, as alternatives
 * @param candidates words, of which the line suggests one that the value may be a misspelling of
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

/** The path of a field of the value at `path`: `discretise.width`. */
export function fieldOf(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
