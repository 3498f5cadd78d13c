// NRRD headers: http://teem.sourceforge.net/nrrd/format.html

import { VoxomicsError } from "../../messages/errors.ts";
import { nearest } from "../../messages/nearest.ts";
import { quoted } from "../../messages/phrases.ts";
import type { ByteReader } from "../byte-reader.ts";
import { invalidFile } from "../invalid-file.ts";

/** A header as it is written: the names of its fields are checked, their values are not. */
export interface NrrdHeader {
  /** `NRRD0004` */
  readonly magic: string;
  /** Values by the names of their fields, in lower case and as the format spells them. */
  readonly fields: ReadonlyMap<string, string>;
  /** The keys and values that programs add for themselves (`key:=value`). */
  readonly keyValues: ReadonlyMap<string, string>;
  /** The lines after `data file: LIST`: names of files. */
  readonly list: readonly string[];
  /** Length in bytes, up to where attached voxels start. */
  readonly length: number;
  /** Whether an empty line ends the header; without one no voxels can follow. */
  readonly ended: boolean;
}

const fieldNames: readonly string[] = [
  "dimension",
  "type",
  "block size",
  "encoding",
  "endian",
  "content",
  "min",
  "max",
  "old min",
  "old max",
  "data file",
  "line skip",
  "byte skip",
  "number",
  "sample units",
  "sizes",
  "spacings",
  "thicknesses",
  "axis mins",
  "axis maxs",
  "centers",
  "centerings",
  "labels",
  "units",
  "kinds",
  "space",
  "space dimension",
  "space units",
  "space origin",
  "space directions",
  "measurement frame",
];

/** Names that may be written in one word. */
const aliases = new Map(fieldNames.map((name) => [name.replaceAll(" ", ""), name]));

/** Most bytes of a header: the longest ones list a file for each slice. */
const longest = 1 << 22;

/** Most characters of a field; keys and values that programs add may be longer. */
const longestField = 1 << 14;

/** Whether a file with these first bytes is an NRRD file of any version, or the header of one. */
export function isNrrd(head: Uint8Array): boolean {
  return /^NRRD0\d[.\d]\d/.test(String.fromCharCode(...head.subarray(0, 9)));
}

/**
 * Reads a header. `bytes` then stands at its end.
 *
 * @throws VoxomicsError `invalid-file` for a line that is none of the format's, a field that is given
 *   twice or a header that does not end; `unsupported-format` for another version of the format.
 */
export async function readHeader(bytes: ByteReader): Promise<NrrdHeader> {
  for (let wanted = 1 << 12; ; wanted *= 4) {
    const head = await bytes.peek(Math.min(wanted, longest));
    const end = emptyLine(head);
    const complete = end !== null || head.length < wanted;
    if (!complete && wanted < longest) continue;
    if (!complete) {
      throw invalidFile(`NRRD header: no empty line in ${longest} bytes, expected one to end it`, {
        found: head.length,
      });
    }
    const length = end?.behind ?? head.length;
    await bytes.skipTo(bytes.position + length);
    const text = new TextDecoder().decode(head.subarray(0, end?.start ?? length));
    return { ...parseHeader(text), length, ended: end !== null };
  }
}

/** The bytes at which the first empty line starts, and the line after it. Lines end in LF or CR LF. */
function emptyLine(head: Uint8Array): { start: number; behind: number } | null {
  for (let at = head.indexOf(10); at >= 0; at = head.indexOf(10, at + 1)) {
    if (head[at + 1] === 10) return { start: at + 1, behind: at + 2 };
    if (head[at + 1] === 13 && head[at + 2] === 10) return { start: at + 1, behind: at + 3 };
  }
  return null;
}

function parseHeader(text: string): Omit<NrrdHeader, "length" | "ended"> {
  const [magic, ...lines] = text.split("\n").map((line) => line.replace(/\r$/, ""));
  if (!/^NRRD000[1-5]$|^NRRD00\.01$/.test(magic)) {
    throw new VoxomicsError(
      "unsupported-format",
      `NRRD header: it starts with ${quoted(magic)}, expected NRRD0001 to NRRD0005`,
      { magic },
    );
  }
  const fields = new Map<string, string>();
  const keyValues = new Map<string, string>();
  for (const [n, line] of lines.entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const colon = line.indexOf(":");
    const name = fieldOf(line.slice(0, Math.max(0, colon)));
    if (name !== undefined && line[colon + 1] !== "=") {
      if (line.length > longestField) {
        throw invalidFile(
          `NRRD header: line ${n + 2} has ${line.length} letters, expected at most ${longestField} for ${quoted(name)}`,
          { line: n + 2, found: line.length },
        );
      }
      const value = line.slice(colon + 1).trim();
      if (fields.has(name)) {
        throw invalidFile(`NRRD header: ${quoted(name)} is given twice, in line ${n + 2} again`, {
          name,
        });
      }
      fields.set(name, value);
      // all further lines of the header are names of files
      if (name === "data file" && /^LIST\b/.test(value)) {
        return { magic, fields, keyValues, list: lines.slice(n + 1).filter((file) => file !== "") };
      }
    } else {
      const assign = line.indexOf(":=");
      if (assign < 1) throw unknownLine(line, n + 2, colon);
      keyValues.set(line.slice(0, assign), unescaped(line.slice(assign + 2)));
    }
  }
  return { magic, fields, keyValues, list: [] };
}

/** The format's spelling of a field's name; case does not matter. */
function fieldOf(text: string): string | undefined {
  const name = text.length > 40 ? undefined : aliases.get(text.toLowerCase().replaceAll(" ", ""));
  return name === "centerings" ? "centers" : name;
}

function unescaped(value: string): string {
  return value.replace(/\\([\\n])/g, (_, letter) => (letter === "n" ? "\n" : "\\"));
}

function unknownLine(line: string, number: number, colon: number) {
  const name = line.slice(0, Math.max(0, colon));
  const near = name.length > 40 ? null : nearest(name, fieldNames);
  const hint = near === null ? "" : `; did you mean ${quoted(near)}?`;
  return invalidFile(
    `NRRD header: line ${number} is ${quoted(line)}, expected a field of the format, ` +
      `a comment or key:=value${hint}`,
    { line: number },
  );
}
