import { found, listed, quoted } from "../../messages/phrases.ts";
import { invalidFile } from "../invalid-file.ts";
import type { NrrdHeader } from "./header.ts";

/**
 * The value of a field that must be there.
 *
 * @throws VoxomicsError `invalid-file`
 */
export function required({ fields }: NrrdHeader, name: string): string {
  const value = fields.get(name);
  if (value === undefined) throw invalidFile(`NRRD header: no field ${quoted(name)}`, { name });
  return value;
}

/** The words of a field, divided by white space; undefined without it. */
export function words({ fields }: NrrdHeader, name: string): string[] | undefined {
  return fields.get(name)?.split(/\s+/).filter(Boolean);
}

/**
 * A field's numbers, which may be `NaN` or `inf`; undefined without the field.
 *
 * @throws VoxomicsError `invalid-file` unless there are `count` of them.
 */
export function numbers(header: NrrdHeader, name: string, count: number): number[] | undefined {
  const given = words(header, name);
  if (given === undefined) return undefined;
  const values = given.map(parseNumber);
  if (values.length !== count || values.includes(null)) {
    throw refuse(header, name, `${count} numbers`);
  }
  return values as number[];
}

/**
 * A field's whole numbers.
 *
 * @throws VoxomicsError `invalid-file` if it is missing, or unless there are `count` of them, each
 *   from `least` on.
 */
export function integers(
  header: NrrdHeader,
  name: string,
  count: number,
  least: number,
): readonly number[] {
  required(header, name);
  const values = numbers(header, name, count) as number[];
  if (values.every((value) => Number.isSafeInteger(value) && value >= least)) return values;
  throw refuse(
    header,
    name,
    `${count === 1 ? "a whole number" : "whole numbers"} from ${least} on`,
  );
}

/**
 * A field's vectors, `(1,0,0)`, each of `dimension` numbers; null stands for `none`. Undefined without the
 * field.
 *
 * @throws VoxomicsError `invalid-file`
 */
export function vectors(
  header: NrrdHeader,
  name: string,
  count: number,
  dimension: number,
): readonly (readonly number[] | null)[] | undefined {
  const text = header.fields.get(name);
  if (text === undefined) return undefined;
  const items = text.match(/none|\([^()]*\)|[^\s()]+/gi) ?? [];
  const parsed = items.map((item) => {
    if (item.toLowerCase() === "none") return null;
    const inner = /^\((.*)\)$/.exec(item)?.[1];
    const values = inner?.split(",").map((part) => parseNumber(part.trim())) ?? [];
    if (values.length !== dimension || values.includes(null)) return undefined;
    // a vector of NaN says the same as none
    return values.every(Number.isNaN) ? null : (values as number[]);
  });
  if (parsed.length !== count || parsed.includes(undefined)) {
    const vector = `(${Array.from({ length: dimension }, (_, n) => "xyzt"[n]).join(",")})`;
    throw refuse(header, name, `${count} of ${vector} or none`);
  }
  return parsed as (readonly number[] | null)[];
}

/** A field's texts in double quotes, such as units; undefined without the field. */
export function quotedTexts({ fields }: NrrdHeader, name: string): string[] | undefined {
  return fields
    .get(name)
    ?.match(/"(?:[^"\\]|\\.)*"/g)
    ?.map((text) => text.slice(1, -1));
}

/**
 * What the value of a field stands for, by a table of the values that are allowed. Case does not matter.
 *
 * @throws VoxomicsError `invalid-file` if it is none of them.
 */
export function choice<T>(header: NrrdHeader, name: string, choices: ReadonlyMap<string, T>): T {
  const value = required(header, name).toLowerCase().replace(/\s+/g, " ");
  const chosen = choices.get(value);
  if (chosen !== undefined) return chosen;
  // several values can stand for one choice: the message lists the first of each
  const names = [...choices].filter(([, one], n, all) => all.findIndex(([, c]) => c === one) === n);
  throw refuse(header, name, listed(names.map(([first]) => first)));
}

/** The number that a text stands for, `nan` and `inf` among them; null for any other text. */
export function parseNumber(text: string): number | null {
  const value = Number(text);
  if (!Number.isNaN(value) && /^[-+.\deE]+$/.test(text)) return value;
  if (/^[-+]?nan$/i.test(text)) return Number.NaN;
  const infinite = /^([-+]?)inf(?:inity)?$/i.exec(text);
  if (infinite === null) return null;
  return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function refuse(header: NrrdHeader, name: string, expected: string) {
  const value = header.fields.get(name);
  return invalidFile(`NRRD header: ${name} is ${found(value)}, expected ${expected}`, {
    name,
    found: value,
  });
}
