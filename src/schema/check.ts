import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import type { Given, Resolved, Schema } from "./schema.ts";

/**
 * Checks a value against a schema, and gives it with every default filled in.
 *
 * @param path names the value in messages: `discretise`; "" for settings as a whole
 * @throws VoxomicsError `invalid-settings` for a value that the schema does not allow: the message lists
 *   up to five problems and counts the others, `details.problems` lists all, one line each
 */
export function completed<S extends Schema>(schema: S, value: Given<S>, path: string): Resolved<S> {
  const problems: string[] = [];
  const result = schema.complete(value, path, problems);
  if (problems.length > 0) throw invalidSettings(problems);
  return result as Resolved<S>;
}

/** The problems of a value, one line each: what its schema does not allow. Empty for a valid value. */
export function problemsIn(schema: Schema, value: unknown, path: string): string[] {
  const problems: string[] = [];
  schema.complete(value, path, problems);
  return problems;
}

/**
 * Throws unless a condition holds: for rules that a schema cannot state, because they depend on more
 * than the settings.
 *
 * @param path names the value in the message: `filters[0].sigma`
 * @param expected what the value must be, in words
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

/** Problems that a message lists one by one; it counts the others. */
const mostTold = 5;

/** The error for settings that have problems: at least one, one line each. */
export function invalidSettings(problems: readonly string[]): VoxomicsError {
  const told = problems.slice(0, mostTold).join("; ");
  const more = problems.length > mostTold ? ` (and ${problems.length - mostTold} more)` : "";
  return new VoxomicsError("invalid-settings", `${told}${more}`, { problems });
}
