// MetaImage headers: https://itk.org/Wiki/ITK/MetaIO/Documentation

import { quoted } from "../../messages/phrases.ts";
import type { ByteReader } from "../byte-reader.ts";
import { invalidFile } from "../invalid-file.ts";

/** A header as it is written: nothing but its keys is interpreted. */
export interface MetaHeader {
  /** Values by their keys. */
  readonly fields: ReadonlyMap<string, string>;
  /** The lines after `ElementDataFile = LIST`: names of files. */
  readonly list: readonly string[];
}

/** The keys that a header may start with. */
const firstKeys =
  /^\s*(ObjectType|ObjectSubType|Comment|NDims|Name|ID|ParentID|Color|BinaryData|CompressedData|TransformType|DimSize|ElementType)[ \t]*=/;

/** Whether a file with these first bytes is a MetaImage header, with or without voxels after it. */
export function isMetaImage(head: Uint8Array): boolean {
  return firstKeys.test(String.fromCharCode(...head.subarray(0, 64)));
}

/** Most bytes of a header: the longest ones list a file for each slice. */
const longest = 1 << 22;

/** Most bytes of a line. */
const longestLine = 1 << 14;

/**
 * Reads a header. `bytes` then stands after its last line, that of `ElementDataFile`.
 *
 * @throws VoxomicsError `invalid-file` for a line that is no `Key = value`, a key that is given twice or
 *   a header that does not end.
 */
export async function readHeader(bytes: ByteReader): Promise<MetaHeader> {
  for (let wanted = 1 << 12; ; wanted *= 4) {
    const head = await bytes.peek(Math.min(wanted, longest));
    const isWhole = head.length < wanted || wanted >= longest;
    const fields = new Map<string, string>();
    for (let at = 0; at < head.length; ) {
      const newline = head.indexOf(10, at);
      if (newline < 0 && !isWhole && head.length - at <= longestLine) break;
      const end = newline < 0 ? head.length : newline;
      const [key, value] = fieldOf(head.subarray(at, end), fields.size + 1);
      at = end + 1;
      if (key === "") continue;
      if (fields.has(key) && key !== "Comment")
        throw invalidFile(`MetaImage header: ${key} is given twice`, { key });
      fields.set(key, value);
      if (key !== "ElementDataFile") continue;
      if (!/^LIST\b/.test(value)) {
        await bytes.skipTo(Math.min(at, head.length));
        return { fields, list: [] };
      }
      if (!isWhole) break;
      const lines = new TextDecoder().decode(head.subarray(at)).split("\n");
      return { fields, list: lines.map((line) => line.trim()).filter((line) => line !== "") };
    }
    if (isWhole) {
      throw invalidFile(
        `MetaImage header: no ElementDataFile in ${head.length} bytes, expected it as the last line`,
        { found: head.length },
      );
    }
  }
}

function fieldOf(line: Uint8Array, number: number): readonly [key: string, value: string] {
  if (line.length > longestLine) {
    throw invalidFile(
      `MetaImage header: line ${number} has ${line.length} letters, expected at most ${longestLine}`,
      { line: number },
    );
  }
  const text = new TextDecoder().decode(line).trim();
  if (text === "") return ["", ""];
  const equals = text.indexOf("=");
  const key = text.slice(0, Math.max(0, equals)).trim();
  if (/^\w[\w ]*$/.test(key)) return [key, text.slice(equals + 1).trim()];
  throw invalidFile(
    `MetaImage header: line ${number} is ${quoted(text.slice(0, 80))}, expected Key = value`,
    { line: number },
  );
}
