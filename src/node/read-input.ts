import { constants, createReadStream, type Stats } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import type { Advice } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { fileBlob } from "./file-blob.ts";
import { fileError, shownPath } from "./file-error.ts";

/** What may be read instead of a file. */
export interface InputOptions {
  /**
   * Whether pipes are read too, such as `/dev/stdin` or `<(zcat image.nii.gz)`. Default false, since reading
   * a pipe that nobody writes to never ends.
   */
  readonly pipes?: boolean;
}

/** How the content of a file is read. */
export interface ContentOptions extends InputOptions {
  /** Whether bytes of files are read only when they are asked for. Default false: the whole file is read. */
  readonly later?: boolean;
}

/** Most bytes that are read from a pipe, whose length is not known before. */
const mostBytes = 2 ** 31;

/** Most bytes of text that are read from a pipe; a table of a million rows has fewer. */
const mostTextBytes = 2 ** 28;

/**
 * The bytes of a file, or of a pipe if `pipes` allows it.
 *
 * @throws VoxomicsError `invalid-file` for a folder, a device or a pipe, and for what cannot be read;
 *   `too-large` for more than 2 GiB of a pipe
 */
export async function readInput(
  path: string,
  { later = false, ...options }: ContentOptions = {},
): Promise<Buffer | Blob> {
  try {
    const status = await checkInput(path, options);
    if (status.isDirectory()) return await readFile(path); // throws that the path is a folder
    if (!status.isFile()) return await readPipe(path, mostBytes);
    if (!later) return await readFile(path);
    await access(path, constants.R_OK);
    return fileBlob(path, status.size);
  } catch (cause) {
    throw cause instanceof VoxomicsError ? cause : fileError(path, cause);
  }
}

/**
 * The text of a file, or of a pipe if `pipes` allows it.
 *
 * @throws VoxomicsError `invalid-file` for a folder, a device or a pipe, and for what cannot be read;
 *   `too-large` for more than 256 MiB of a pipe
 */
export async function readInputText(
  path: string,
  { pipes = false }: InputOptions = {},
): Promise<string> {
  try {
    const status = await checkInput(path, { pipes });
    return isPipe(status) ? await readPipeText(path, mostTextBytes) : await readFile(path, "utf8");
  } catch (cause) {
    throw cause instanceof VoxomicsError ? cause : fileError(path, cause);
  }
}

/**
 * The text of a pipe.
 *
 * @throws VoxomicsError `too-large` for more than `most` bytes; the rest is not read
 */
export async function readPipeText(path: string, most: number): Promise<string> {
  const piped = await readPipe(path, most);
  return Buffer.from(await piped.arrayBuffer()).toString("utf8");
}

/** Whether a path is a pipe or a socket, whose bytes can be read only once. */
export function isPipe(status: Stats): boolean {
  return status.isFIFO() || status.isSocket();
}

/**
 * Refuses devices, and pipes unless `pipes` allows them: reading one may never end. Folders pass, since
 * reading a folder throws.
 *
 * @throws VoxomicsError `invalid-file`
 */
export async function checkInput(
  path: string,
  { pipes, twice = "" }: CheckOptions = {},
): Promise<Stats> {
  const status = await stat(path);
  const piped = isPipe(status);
  if (status.isFile() || status.isDirectory() || (piped && pipes === true)) return status;
  const canBeRead = piped && pipes !== undefined;
  const expected = piped && twice !== "" ? `a file, since ${twice}` : "a file";
  throw new VoxomicsError(
    "invalid-file",
    `${shownPath(path)}: is a ${piped ? "pipe" : "device"}, expected ${expected}`,
    { path, ...(canBeRead && { advice: [pipesAdvice] }) },
  );
}

interface CheckOptions extends InputOptions {
  /** Why a pipe cannot be read (what reads the file twice, and what to do instead), for the message. */
  readonly twice?: string;
}

const pipesAdvice: Advice = { option: "pipes", value: null, does: "reads it" };

/** The bytes of a pipe, as a `Blob` of many pieces: joining the pieces would take twice the memory. */
async function readPipe(path: string, most: number): Promise<Blob> {
  const parts: Blob[] = [];
  let length = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
    length += chunk.length;
    if (length > most) {
      throw new VoxomicsError(
        "too-large",
        `${path}: found more than ${most} bytes in a pipe, expected at most those`,
        { path, expected: most },
      );
    }
    parts.push(new Blob([chunk]));
  }
  return new Blob(parts);
}
