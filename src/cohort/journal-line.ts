import { createHash } from "node:crypto";
import { parseJson } from "../node/parse-json.ts";

/** What is written to a journal, in a line. */
export interface JournalEntry {
  readonly key: string;
}

/** What a line of a journal holds. */
export type JournalLine<E> =
  | { readonly is: "sound"; readonly entry: E }
  /** A line without a checksum, from an older version: whether the entry is intact cannot be told. */
  | { readonly is: "unsealed"; readonly entry: E }
  | { readonly is: "damaged" };

/**
 * An entry as a line of JSON whose last field is a checksum, `"sum":"…"}`: the first 16 hexadecimal
 * digits of the SHA-256 of the entry's JSON without that field.
 */
export function sealedLine(entry: JournalEntry): string {
  const text = JSON.stringify(entry);
  return `${text.slice(0, -1)}${sealOf(text)}`;
}

/** Reads a line, given without its line break, and checks it against its checksum. */
export function readLine<E extends JournalEntry>(line: Buffer): JournalLine<E> {
  const seal = line.subarray(-sealLength).toString("latin1");
  const sealed = /^,"sum":"[^"]*"\}$/.test(seal);
  const text = sealed ? Buffer.concat([line.subarray(0, -sealLength), brace]) : line;
  if (sealed && sealOf(text) !== seal) return { is: "damaged" };
  try {
    const entry = parseJson(text.toString("utf8")) as E;
    if (typeof entry?.key !== "string") return { is: "damaged" };
    if (sealed) return { is: "sound", entry };
    if (!("sum" in entry)) return { is: "unsealed", entry };
  } catch {}
  return { is: "damaged" };
}

function sealOf(text: string | Buffer): string {
  const sum = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `,"sum":"${sum}"}`;
}

const brace = Buffer.from("}");
const sealLength = sealOf("").length;
