import { VoxomicsError } from "../messages/errors.ts";

/**
 * Throws unless a setting is what it must be. Settings that come through the schema are; these
 * checks are for settings made in code, which would otherwise give nonsense without a word.
 *
 * @param field names the setting: `mean.support`.
 * @throws VoxomicsError `invalid-settings`
 */
export function checkSetting(
  holds: boolean,
  field: string,
  found: unknown,
  expected: string,
): asserts holds {
  if (holds) return;
  throw new VoxomicsError(
    "invalid-settings",
    `${field}: found ${JSON.stringify(found) ?? String(found)}, expected ${expected}`,
    { field, found },
  );
}

/** @throws VoxomicsError `invalid-settings` */
export function checkPositive(value: number, field: string): void {
  checkSetting(Number.isFinite(value) && value > 0, field, value, "a number above 0");
}

/** @throws VoxomicsError `invalid-settings` */
export function checkCount(value: number, field: string): void {
  checkSetting(Number.isInteger(value) && value >= 1, field, value, "an integer of at least 1");
}

/** @throws VoxomicsError `invalid-settings` */
export function checkWord(value: unknown, words: readonly unknown[], field: string): void {
  checkSetting(words.includes(value), field, value, `one of ${words.join(", ")}`);
}
