import { VoxomicsError } from "../messages/errors.ts";
import { found, listed, quoted } from "../messages/wording.ts";

/**
 * Throws unless an option is what it must be.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function checkOption(
  holds: boolean,
  option: string,
  value: unknown,
  expected: string,
): asserts holds {
  if (holds) return;
  const problem = `${option}: found ${found(value)}, expected ${expected}`;
  throw new VoxomicsError("invalid-settings", problem, { problems: [problem] });
}

/** @throws VoxomicsError `invalid-settings` */
export function checkWordOption(option: string, word: string, words: readonly string[]): void {
  checkOption(words.includes(word), option, word, listed(words.map(quoted)));
}
