/** Gives the bytes of a file or of a compressed stream from front to back, in chunks. */
export interface ByteSource {
  /** The next bytes, which must not be written to; undefined at the end. */
  next(): Promise<Uint8Array | undefined>;
  /** Ends the source, whether or not all of it was read. */
  close(): Promise<void>;
}

/** Bytes of a chunk of what lies in memory. */
const chunkLength = 1 << 20;

/** Bytes that lie in memory, as views. */
export function sourceOfBytes(bytes: Uint8Array): ByteSource {
  let position = 0;
  return {
    async next() {
      if (position >= bytes.length) return undefined;
      const chunk = bytes.subarray(position, position + chunkLength);
      position += chunk.length;
      return chunk;
    },
    async close() {},
  };
}

/** The chunks of a stream. */
export function sourceOfStream(stream: ReadableStream<Uint8Array>): ByteSource {
  const reader = stream.getReader();
  return {
    next: async () => (await reader.read()).value,
    // the error of a stream that failed was thrown when it was read
    close: () => reader.cancel().catch(() => {}),
  };
}

/** The chunks of a source, which is closed when the loop over them ends. */
export async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const chunk = await source.next();
      if (chunk === undefined) return;
      yield chunk;
    }
  } finally {
    await source.close();
  }
}
