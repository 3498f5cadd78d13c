import type { ReadableStream } from "node:stream/web";

/** A download that failed. */
export class TransferError extends Error {
  override readonly name = "TransferError";

  constructor(
    message: string,
    /** Whether another attempt may succeed. */
    readonly again: boolean,
    /** The time that the server asks to wait before another attempt, ms. */
    readonly waitMs = 0,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface Chunk {
  /** Position of its first byte in the file. */
  readonly position: number;
  readonly data: Uint8Array;
}

export interface ByteRequest {
  readonly url: string;
  /** Length of the whole file. */
  readonly bytes: number;
  /** The first byte wanted. A server may ignore it: the first chunk then has position 0. */
  readonly offset: number;
  /** The longest wait for the response, and for each chunk of it. */
  readonly timeoutMs: number;
}

/** The bytes of a file from `offset` on, or from 0 if the server ignores it. @throws TransferError */
export async function* requestBytes(request: ByteRequest): AsyncGenerator<Chunk, void, undefined> {
  const { url, bytes, offset, timeoutMs } = request;
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(), timeoutMs);
  let unranged = false;
  try {
    const response = await fetch(url, { headers: headersFor(offset), signal: stall.signal });
    unranged = response.status === 416 && offset > 0;
    if (unranged || !response.ok) await response.body?.cancel();
    if (!unranged) {
      let position = firstByte(response, request);
      const body = response.body as ReadableStream<Uint8Array> | null; // DOM's type cannot be iterated
      for await (const data of body ?? []) {
        timer.refresh();
        yield { position, data };
        position += data.length;
      }
    }
  } catch (cause) {
    if (cause instanceof TransferError) throw cause;
    const reason = stall.signal.aborted ? `no data for ${timeoutMs / 1000} s` : wordsOf(cause);
    throw new TransferError(`connection broken (${reason}): ${url}`, true, 0, { cause });
  } finally {
    clearTimeout(timer);
    // ends the transfer if the caller stops reading early
    stall.abort();
  }
  if (unranged) yield* requestBytes({ url, bytes, offset: 0, timeoutMs });
}

/** Headers that ask for bytes without compression, so that lengths and ranges count the bytes of the file. */
function headersFor(offset: number): Record<string, string> {
  const headers = { "accept-encoding": "identity", "user-agent": "voxomics-phantoms" };
  return offset > 0 ? { ...headers, range: `bytes=${offset}-` } : headers;
}

/** Position in the file of the first byte of a response. Throws for a response that is not of this file. */
function firstByte(response: Response, { url, bytes, offset }: ByteRequest): number {
  if (!response.ok) throw refusal(response, url);
  if (response.status === 206) {
    const range = response.headers.get("content-range");
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range ?? "") ?? [];
    if (Number(start) !== offset && Number(start) !== 0) {
      throw new TransferError(`asked for bytes from ${offset}, was sent "${range}": ${url}`, false);
    }
    if (total !== "*") checkLength(Number(total), bytes, url);
    return Number(start);
  }
  const length = response.headers.get("content-length");
  if (length !== null && !response.headers.has("content-encoding")) {
    checkLength(Number(length), bytes, url);
  }
  return 0;
}

function checkLength(found: number, expected: number, url: string): void {
  if (found === expected) return;
  throw new TransferError(`the server has ${found} bytes, expected ${expected}: ${url}`, false);
}

function refusal({ status, headers }: Response, url: string): TransferError {
  const what = `(HTTP ${status}): ${url}`;
  if (status === 404 || status === 410) return new TransferError(`not found ${what}`, false);
  if (status === 401 || status === 403) {
    return new TransferError(`access refused by the server or a proxy ${what}`, false);
  }
  if (status === 429) {
    const seconds = Number(headers.get("retry-after"));
    const waitMs = Number.isFinite(seconds) ? Math.min(seconds, 60) * 1000 : 0;
    return new TransferError(`too many requests ${what}`, true, waitMs);
  }
  if (status === 408 || status >= 500) {
    return new TransferError(`the server failed ${what}`, true);
  }
  return new TransferError(`unexpected answer ${what}`, false);
}

/** The reason of an error of fetch, whose own message is only "fetch failed" or "terminated". */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return wordsOf(error.cause);
  const { code } = error as NodeJS.ErrnoException;
  return error.message || code || error.name;
}
