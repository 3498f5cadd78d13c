import { quoted } from "../messages/phrases.ts";
import { invalidFile } from "./invalid-file.ts";

/** A header's field that names the files with its voxels. */
export interface NamedFiles {
  /** What messages call the field: `NRRD header: data file`. */
  readonly field: string;
  readonly value: string;
  /** The lines after the field, where its value is LIST. */
  readonly list: readonly string[];
}

/**
 * The names of the files that hold a detached header's voxels, in their order: one file, a list, or a
 * pattern with numbers.
 *
 * @param sizes number of values along each axis of the image, the fastest first
 * @throws VoxomicsError `invalid-file` for names that contradict the sizes or each other.
 */
export function dataFilesOf(
  { field, value, list }: NamedFiles,
  sizes: readonly number[],
): readonly string[] {
  const listed = /^LIST(?:\s+(\d+)D?)?$/i.exec(value);
  if (listed !== null) {
    checkCount(list.length, listed[1], sizes, field);
    return checkDistinct(list, field);
  }
  const numbered = numberedFiles(value, field);
  if (numbered === null) return [value];
  const { pattern, first, last, step, slab } = numbered;
  const count = Math.floor((last - first) / step) + 1;
  checkCount(count, slab, sizes, field);
  const name = nameBy(pattern, field);
  const names = Array.from({ length: count }, (_, n) => name(first + n * step));
  return checkDistinct(names, field);
}

/** A value `<pattern> <first> <last> <step> [<dimensions a file>]` in its parts; null for a single name. */
function numberedFiles(value: string, field: string) {
  if (!value.includes("%")) return null;
  const words = value.split(/\s+/);
  let behind = 0;
  while (behind < 4 && /^[-+]?\d+$/.test(words[words.length - 1 - behind] ?? "")) behind++;
  if (behind < 3) return null;
  const [first, last, step] = words.slice(-behind).map(Number);
  const slab = behind === 4 ? words.at(-1) : undefined;
  const steps = (last - first) / step;
  if (![first, last, step].every(Number.isSafeInteger) || !(steps >= 0 && steps < Infinity)) {
    throw invalidFile(
      `${field} counts from ${first} to ${last} by ${step}, expected steps that get there`,
      { first, last, step },
    );
  }
  return { pattern: words.slice(0, -behind).join(" "), first, last, step, slab };
}

/** The function that writes a number into a pattern, at its `%03d`. */
function nameBy(pattern: string, field: string): (n: number) => string {
  const parts = /^((?:[^%]|%%)*)%(0?)(\d{0,2})[diu]((?:[^%]|%%)*)$/.exec(pattern);
  if (parts === null) {
    throw invalidFile(
      `${field} has the pattern ${quoted(pattern)}, expected one number in it, such as %03d`,
      { pattern },
    );
  }
  const [before, behind] = [parts[1], parts[4]].map((text) => text.replaceAll("%%", "%"));
  const fill = parts[2] === "0" ? "0" : " ";
  const width = Number(parts[3]);
  return (n) => {
    const sign = n < 0 && fill === "0" ? "-" : "";
    const digits = String(sign === "" ? n : -n);
    return `${before}${sign}${digits.padStart(width - sign.length, fill)}${behind}`;
  };
}

/** Most files that a header may name. */
const mostFiles = 1 << 16;

/**
 * Checks that the number of files fits the sizes. Each file holds the fastest `slab` axes, by default all
 * but the last; with as many as the image has, each holds a part of the last axis.
 */
function checkCount(
  count: number,
  slab: string | undefined,
  sizes: readonly number[],
  field: string,
): void {
  if (count > mostFiles) {
    throw invalidFile(`${field} names ${count} files, expected at most ${mostFiles}`, { count });
  }
  const axes = slab === undefined ? sizes.length - 1 : Number(slab);
  const last = sizes[sizes.length - 1];
  const expected =
    axes < sizes.length
      ? sizes.slice(axes).reduce((n, size) => n * size, 1)
      : `a divisor of ${last}`;
  const fits = axes === sizes.length ? count > 0 && last % count === 0 : count === expected;
  if (fits && axes >= 1) return;
  throw invalidFile(
    `${field} names ${count} files of ${axes} dimensions, ` +
      `expected ${expected} for the sizes ${sizes.join(" x ")}`,
    { count, axes, sizes },
  );
}

function checkDistinct(names: readonly string[], field: string): readonly string[] {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw invalidFile(`${field} names ${quoted(name)} twice`, { name });
    }
    seen.add(name);
  }
  return names;
}
