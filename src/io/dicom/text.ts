import type { ValueRepresentation } from "./attributes.ts";
import { decodeText } from "./character-set.ts";

/** Most characters of a value, by text representation (DICOM PS3.5, table 6.2-1). */
const longest: Readonly<Partial<Record<ValueRepresentation, number>>> = {
  AE: 16,
  AS: 4,
  CS: 16,
  DA: 26,
  DS: 16,
  DT: 54,
  IS: 12,
  LO: 64,
  LT: 10240,
  PN: 194,
  SH: 16,
  ST: 1024,
  TM: 28,
  UI: 64,
};

/** Most characters of a value that are read of representations without a limit. */
const longestUnlimited = 2 ** 16;

/** Most bytes of a character, with the escape sequences around it. */
const bytesOfCharacter = 8;

/** Most values of a text attribute that are read. */
const mostValues = 64;

/**
 * The text of an element, without the padding behind it.
 *
 * Bytes far beyond the limits of the representation are not decoded: a damaged element may claim millions.
 */
export function textOf(
  bytes: Uint8Array,
  vr: ValueRepresentation,
  characterSets: readonly string[],
): string {
  const most = (longest[vr] ?? longestUnlimited) * bytesOfCharacter * mostValues;
  return withoutPadding(decodeText(bytes.subarray(0, most), characterSets));
}

/** Text without the blanks and zero bytes at its end. */
export function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\0")) end--;
  return text.slice(0, end);
}
