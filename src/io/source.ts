import { VoxomicsError } from "../messages/errors.ts";
import { type ByteInput, isBlob } from "./byte-reader.ts";

/** A file's content with its name; a browser's File is one as it is. */
export type NamedFile = File | { readonly name: string; readonly bytes: ByteInput };

/**
 * What is read: one file, or a list of them in any order, such as the slices of a series, a header
 * with its data, or the files of an `<input type="file" multiple>` (a FileList, which is iterable only in the
 * types of `DOM.Iterable`).
 */
export type ReadInput =
  | ByteInput
  | NamedFile
  | Iterable<ByteInput | NamedFile>
  | ArrayLike<ByteInput | NamedFile>;

/** A file to be read. */
export interface Source {
  /** Its name, or its path if it was found in a folder; null if it came without. */
  readonly name: string | null;
  readonly input: ByteInput;
}

/**
 * Finds a file that another one names by a relative path.
 *
 * @throws VoxomicsError `invalid-file` if there is none, or none that may be read
 */
export type Beside = (path: string) => Promise<Source>;

/**
 * The files of an input.
 *
 * @throws VoxomicsError `invalid-file` for a list without files
 */
export function sourcesOf(input: ReadInput): readonly Source[] {
  if (!isList(input)) return [sourceOf(input)];
  const sources = Array.from(input, sourceOf);
  if (sources.length === 0) {
    throw new VoxomicsError("invalid-file", "input is empty: a list of no files", { found: 0 });
  }
  return sources;
}

function sourceOf(file: ByteInput | NamedFile): Source {
  const { name, webkitRelativePath } = (file ?? {}) as { [Key in keyof File]?: unknown };
  // a File that was chosen with its folder has its path in that folder as webkitRelativePath
  const path = [webkitRelativePath, name].find((text) => typeof text === "string" && text !== "");
  // a Blob has a method named bytes
  const input = isBlob(file) || !isRecord(file) ? (file as ByteInput) : file.bytes;
  return { name: (path as string | undefined) ?? null, input };
}

function isRecord(file: unknown): file is { readonly bytes: ByteInput } {
  return typeof file === "object" && file !== null && "bytes" in file;
}

/** Whether an input is a list of files. Typed arrays and texts can be iterated, but are none. */
function isList(
  input: ReadInput,
): input is Iterable<ByteInput | NamedFile> | ArrayLike<ByteInput | NamedFile> {
  return (
    typeof input === "object" &&
    input !== null &&
    !ArrayBuffer.isView(input) &&
    (Symbol.iterator in input || "length" in input)
  );
}
