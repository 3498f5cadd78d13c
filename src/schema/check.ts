import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import type { Given, Resolved, Schema } from "./schema.ts";

/**
 * A value with every default of its schema filled in.
 *
 * @param path names the value in messages: `discretise`
 * @throws VoxomicsError `invalid-settings`; the message names the first problem and how many more
 * there are, `details.problems` lists all, one line each.
 */
export function completed<S extends Schema>(schema: S, value: Given<S>, path: string): Resolved<S> {
  const problems: string[] = [];
  const result = schema.complete(value, path, problems);
  if (problems.length > 0) throw invalidSettings(problems);
  return result as Resolved<S>;
}

/** What a schema does not allow in a value, one line each. */
export function problemsIn(schema: Schema, value: unknown, path: string): string[] {
  const problems: string[] = [];
  schema.complete(value, path, problems);
  return problems;
}

/**
 * Throws unless a value is what it must be, for rules that no schema states.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function checkValue(
  holds: boolean,
  path: string,
  value: unknown,
  expected: string,
): asserts holds {
  if (!holds) throw invalidSettings([`${path}: found ${found(value)}, expected ${expected}`]);
}

/** The refusal of settings that have problems. */
export function invalidSettings(problems: readonly string[]): VoxomicsError {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new VoxomicsError("invalid-settings", `${problems[0]}${more}`, { problems });
}
