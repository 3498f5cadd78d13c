import { VoxomicsError } from "../messages/errors.ts";
import { type ByteSource, sourceOfBytes, sourceOfStream } from "./byte-source.ts";
import { isGzip, largestGzipRatio } from "./gzip.ts";
import { type CompressedFormat, inflated } from "./inflate.ts";
import { invalidFile } from "./invalid-file.ts";

/** The content of a file: a typed array, a buffer, or a Blob such as a browser's File. */
export type ByteInput = Blob | ArrayBufferLike | ArrayBufferView;

/** Reads the bytes of a file from front to back; those of a gzip file are decompressed. */
export class ByteReader {
  /** Number of bytes read so far. */
  position = 0;
  /** Chunks that were taken from the source and not read yet. */
  readonly #chunks: Uint8Array[] = [];
  readonly #source: ByteSource;

  constructor(
    source: ByteSource,
    /** Whether the bytes come out of gzip. */
    readonly gzip: boolean,
    /** Length of the file itself, in bytes. */
    readonly fileLength: number,
  ) {
    this.#source = source;
  }

  /** The largest number of bytes that can be read; without gzip, exactly the length of the file. */
  get capacity(): number {
    return this.gzip ? this.fileLength * largestGzipRatio : this.fileLength;
  }

  /**
   * Fills `target` with the next bytes and returns how many there were: fewer only at the end.
   *
   * @throws VoxomicsError `invalid-file` for a gzip stream that is cut off or damaged.
   */
  async read(target: Uint8Array): Promise<number> {
    const start = this.position;
    const end = start + target.length;
    while (this.position < end) {
      const chunk = this.#chunks.shift() ?? (await this.#next(end));
      if (chunk === undefined) break;
      const part = chunk.subarray(0, end - this.position);
      target.set(part, this.position - start);
      if (part.length < chunk.length) this.#chunks.unshift(chunk.subarray(part.length));
      this.position += part.length;
    }
    return this.position - start;
  }

  /** The next `length` bytes, or as many as there are, without moving on. */
  async peek(length: number): Promise<Uint8Array> {
    const start = this.position;
    const bytes = new Uint8Array(length);
    const head = bytes.subarray(0, await this.read(bytes));
    if (head.length > 0) this.#chunks.unshift(head);
    this.position = start;
    return head;
  }

  /** Moves on to `position`, or to the end. */
  async skipTo(position: number): Promise<void> {
    while (this.position < position) {
      const chunk = this.#chunks.shift() ?? (await this.#next(position));
      if (chunk === undefined) return;
      const skipped = Math.min(chunk.length, position - this.position);
      if (skipped < chunk.length) this.#chunks.unshift(chunk.subarray(skipped));
      this.position += skipped;
    }
  }

  /** The bytes that are left, in chunks that must not be written to. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#chunks.shift() ?? (await this.#next(this.position + 1));
      if (chunk === undefined) return;
      this.position += chunk.length;
      yield chunk;
    }
  }

  /**
   * A reader of what the bytes that are left hold out of gzip, zlib or raw deflate. Its positions start at 0.
   *
   * @param length how many of the bytes that are left to decompress. Default: all.
   */
  inflateRest(format: CompressedFormat = "gzip", length = Number.POSITIVE_INFINITY): ByteReader {
    let left = length;
    const rest: ByteSource = {
      next: async () => {
        if (left <= 0) return undefined;
        const chunk = this.#chunks.shift() ?? (await this.#source.next());
        const part = chunk?.subarray(0, left);
        left -= part?.length ?? 0;
        return part;
      },
      close: () => this.close(),
    };
    const packed = Math.min(length, this.fileLength - this.position);
    return new ByteReader(inflated(rest, format), true, packed);
  }

  /** Closes the source, whether or not all of it was read. */
  close(): Promise<void> {
    return this.#source.close();
  }

  async #next(expected: number): Promise<Uint8Array | undefined> {
    try {
      return await this.#source.next();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const what = this.gzip
        ? "gzip stream is cut off, damaged or followed by other bytes"
        : "file cannot be read";
      throw invalidFile(
        `${what}: found ${this.position} bytes, expected at least ${expected} (${reason})`,
        { found: this.position, expected },
        { cause },
      );
    }
  }
}

/**
 * Opens the content of a file. A gzip file is known by its first two bytes.
 *
 * @param inflate false gives the compressed bytes of a gzip file.
 * @throws VoxomicsError `invalid-file` for an empty input, `unsupported-format` for something
 *   that holds no bytes.
 */
export async function openBytes(input: ByteInput, inflate = true): Promise<ByteReader> {
  const { length, head, open } = await toSource(input);
  if (length === 0) throw invalidFile("input is empty: 0 bytes", { found: 0 });
  const gzip = inflate && isGzip(head);
  return new ByteReader(gzip ? inflated(open()) : open(), gzip, length);
}

async function toSource(input: ByteInput) {
  if (isBlob(input)) {
    const head = new Uint8Array(await input.slice(0, 2).arrayBuffer());
    return { length: input.size, head, open: () => sourceOfStream(input.stream()) };
  }
  const bytes = toBytes(input);
  return { length: bytes.length, head: bytes, open: () => sourceOfBytes(bytes) };
}

/** The bytes of a file in memory, as a view. @throws VoxomicsError `unsupported-format` for anything else */
export function toBytes(input: ArrayBufferLike | ArrayBufferView): Uint8Array {
  if (ArrayBuffer.isView(input)) {
    return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  }
  // by its tag, as instanceof is false for a buffer of another window or frame
  if (/ (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(input))) {
    return new Uint8Array(input);
  }
  throw new VoxomicsError(
    "unsupported-format",
    `expected a file's bytes (Uint8Array, ArrayBuffer or Blob), found ${describeValue(input)}`,
  );
}

export function isBlob(input: unknown): input is Blob {
  return typeof (input as Blob | null)?.stream === "function";
}

function describeValue(value: unknown): string {
  return typeof value === "string" ? "a string" : Object.prototype.toString.call(value);
}
