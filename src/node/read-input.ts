import { constants, createReadStream, type Stats } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import type { Advice } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { fileBlob } from "./file-blob.ts";
import { fileError, shownPath } from "./file-error.ts";

/** What may stand for a file when it is read. */
export interface InputOptions {
  /**
   * Read pipes too, such as `/dev/stdin` or `<(zcat image.nii.gz)`: a pipe that nobody writes to never
   * ends. Default false.
   */
  readonly pipes?: boolean;
}

/** How the content of a file is had. */
export interface ContentOptions extends InputOptions {
  /** Read of files what is asked for, when it is asked for. Default false: all of it, at once. */
  readonly later?: boolean;
}

/** More bytes of a pipe are not read: it does not tell how many there are. */
const mostBytes = 2 ** 31;

/** More bytes of text are not read out of a pipe: tables of a million rows have fewer. */
const mostTextBytes = 2 ** 28;

/**
 * The content of a file, or of a pipe where that is asked for.
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
    if (status.isDirectory()) return await readFile(path); // which fails, and says why
    if (!status.isFile()) return await readPipe(path, mostBytes);
    if (!later) return await readFile(path);
    await access(path, constants.R_OK);
    return fileBlob(path, status.size);
  } catch (cause) {
    throw cause instanceof VoxomicsError ? cause : fileError(path, cause);
  }
}

/**
 * The text of a file, or of a pipe where that is asked for.
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
 * The text that comes out of a pipe.
 *
 * @throws VoxomicsError `too-large` for more than `most` bytes, of which no more are read
 */
export async function readPipeText(path: string, most: number): Promise<string> {
  const piped = await readPipe(path, most);
  return Buffer.from(await piped.arrayBuffer()).toString("utf8");
}

/** Whether what is at a path is read once, and then gone. */
export function isPipe(status: Stats): boolean {
  return status.isFIFO() || status.isSocket();
}

/**
 * Refuses what is no file: reading a device or a pipe that a path happens to name may never end. Folders
 * pass, since reading one fails by itself.
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
  /** Why no pipe can be read: who reads it twice, and what to do. */
  readonly twice?: string;
}

const pipesAdvice: Advice = { option: "pipes", value: null, does: "reads it" };

/** What comes out of a pipe, in one piece that is made of many: joining them would double the memory. */
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
