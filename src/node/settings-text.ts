import { readFile } from "node:fs/promises";
import { VoxomicsError } from "../messages/errors.ts";
import { fileError } from "./file-error.ts";
import { checkInput, type InputOptions, isPipe, readPipeText } from "./read-input.ts";

/** A larger file is refused: nobody writes so many settings, so it is something else, such as an image. */
const largestBytes = 1 << 20;

/**
 * The text of a file of settings, or of a pipe if `pipes` allows it.
 *
 * @throws VoxomicsError `invalid-file` if it cannot be opened, `invalid-settings` if it is no text,
 *   `too-large` for more than 1 MiB of a pipe
 */
export async function readSettingsText(
  path: string,
  { pipes = false }: InputOptions = {},
): Promise<string> {
  try {
    const status = await checkInput(path, { pipes });
    const { size } = status;
    const read = () => (isPipe(status) ? readPipeText(path, largestBytes) : readFile(path, "utf8"));
    const text = size <= largestBytes ? await read() : null;
    if (text !== null && !text.includes("\0")) return text;
    const found = text === null ? `has ${size} bytes` : "is not text";
    throw new VoxomicsError(
      "invalid-settings",
      `${path}: ${found}, expected settings in JSON or YAML of at most ${largestBytes} bytes`,
      { path, found: size, expected: largestBytes },
    );
  } catch (cause) {
    throw cause instanceof VoxomicsError ? cause : fileError(path, cause);
  }
}
