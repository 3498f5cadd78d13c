import type { ValueRepresentation } from "./attributes.ts";
import { decodeText } from "./character-set.ts";

/** Characters that a value of a text representation may have (DICOM PS3.5, table 6.2-1). */
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

/** Representations without a limit: nobody writes more. */
const longestUnlimited = 2 ** 16;

/**
 * No character takes more bytes, with the escape sequences around it. Writers that do not keep the
 * limits exceed them by less.
 */
const bytesOfCharacter = 8;

/** No text attribute that is read has more values. */
const mostValues = 64;

/**
 * The text of an element, without the padding behind it.
 *
 * An element of millions of bytes holds no text: what is beyond the limits of its representation is
 * neither decoded nor looked at.
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
