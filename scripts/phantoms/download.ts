import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { requestBytes, TransferError } from "./request.ts";

/** A file to be downloaded. */
export interface Wanted {
  readonly url: string;
  /** Path of the file to write. */
  readonly target: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface DownloadOptions {
  /** The longest wait for the next bytes. Default 30 s. */
  readonly timeoutMs?: number;
  /** How often the download is tried before it fails. Default 5. */
  readonly attempts?: number;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** Called with the number of bytes that just arrived, and of those received so far. */
  readonly onBytes?: (arrived: number, received: number) => void;
  readonly onRetry?: (error: TransferError, waitMs: number) => void;
}

/** A file that arrived completely, but not with the content that was expected. */
export class WrongContentError extends Error {
  override readonly name = "WrongContentError";
}

/**
 * Downloads a file, unless it is there already with the right content.
 *
 * Bytes are written to `<target>.part`, which a later attempt or run continues. The file gets its name only
 * once its checksum is right.
 *
 * @throws TransferError if the server does not send the file; WrongContentError if it sends another one, and
 *   the part is deleted
 */
export async function download(
  wanted: Wanted,
  { timeoutMs = 30_000, attempts = 5, sleep = pause, onBytes, onRetry }: DownloadOptions = {},
): Promise<"present" | "downloaded"> {
  const { target } = wanted;
  if (await isThere(wanted)) return "present";
  await mkdir(dirname(target), { recursive: true });
  const part = `${target}.part`;

  for (let attempt = 1; ; attempt++) {
    try {
      await completePart(part, wanted, timeoutMs, onBytes);
      break;
    } catch (error) {
      if (error instanceof WrongContentError) await rm(part, { force: true });
      if (!(error instanceof TransferError && error.again) || attempt >= attempts) throw error;
      const waitMs = Math.max(1000 * 2 ** (attempt - 1), error.waitMs);
      onRetry?.(error, waitMs);
      await sleep(waitMs);
    }
  }
  await rename(part, target);
  return "downloaded";
}

async function isThere({ target, bytes, sha256 }: Wanted): Promise<boolean> {
  const found = await stat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (found?.size !== bytes) return false;
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(target)) hash.update(chunk);
  return hash.digest("hex") === sha256;
}

async function completePart(
  path: string,
  wanted: Wanted,
  timeoutMs: number,
  onBytes: DownloadOptions["onBytes"],
): Promise<void> {
  const part = await open(path, "a+");
  try {
    const found = await receiveRest(part, wanted, timeoutMs, onBytes);
    if (found !== wanted.sha256) {
      throw new WrongContentError(
        `wrong SHA-256: found ${found}, expected ${wanted.sha256}: ${wanted.url}`,
      );
    }
    await part.sync();
  } finally {
    await part.close();
  }
}

/** Appends to a partial file what it lacks, and gives the SHA-256 of the whole. */
async function receiveRest(
  part: FileHandle,
  { url, bytes }: Wanted,
  timeoutMs: number,
  onBytes: DownloadOptions["onBytes"],
): Promise<string> {
  let received = (await part.stat()).size;
  let hash = createHash("sha256");
  const startOver = async () => {
    await part.truncate(0);
    received = 0;
    hash = createHash("sha256");
  };

  if (received > bytes) await startOver();
  if (received > 0) {
    const kept = part.createReadStream({ start: 0, autoClose: false });
    for await (const chunk of kept) hash.update(chunk);
  }

  if (received < bytes) {
    for await (const { position, data } of requestBytes({
      url,
      bytes,
      offset: received,
      timeoutMs,
    })) {
      if (position !== received) await startOver();
      if (received + data.length > bytes) {
        throw new WrongContentError(`more than the expected ${bytes} bytes: ${url}`);
      }
      await part.appendFile(data);
      hash.update(data);
      received += data.length;
      onBytes?.(data.length, received);
    }
  }
  if (received < bytes) {
    throw new TransferError(`connection ended after ${received} of ${bytes} bytes: ${url}`, true);
  }
  return hash.digest("hex");
}
