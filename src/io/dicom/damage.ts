import { VoxomicsError } from "../../messages/errors.ts";
import { invalidFile } from "../invalid-file.ts";

/** What the texts that dicom-parser throws say about a file. */
const meanings: readonly (readonly [thrown: RegExp, meaning: string])[] = [
  [
    /item tag \(FFFE,E000\) not found at offset (\d+)/,
    "found another tag where an item of a sequence starts, before byte $1",
  ],
  [/invalid value for parameter 'max/, "an item of a sequence is longer than the file"],
  [/buffer overrun/, "an element is longer than the item that it lies in"],
  [/past end of buffer|greater than or equal to/, "its bytes end inside an element"],
  [/basic offset table not found/, "compressed pixels do not start with an offset table"],
];

/**
 * Runs dicom-parser. Whatever it throws, texts and errors of any kind, becomes the error for a damaged
 * file; a VoxomicsError stays as it is.
 *
 * @throws VoxomicsError `invalid-file`
 */
export function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof VoxomicsError) throw cause;
    throw invalidFile(`DICOM file is damaged: ${meaningOf(cause)}`, {}, { cause });
  }
}

function meaningOf(thrown: unknown): string {
  if (typeof thrown !== "string") return "its elements cannot be told from each other";
  for (const [pattern, meaning] of meanings) {
    const match = pattern.exec(thrown);
    if (match !== null) return meaning.replace("$1", match[1]);
  }
  return "its elements cannot be told from each other";
}
