/** What is longer is read twice instead of being held twice. */
const mostHeldTwice = 2 ** 26;

/**
 * All bytes of a content that does not tell its length before its end.
 *
 * Chunks that are joined at the end are in memory twice. Of a content of more than 64 MiB the chunks are
 * therefore only counted, and a second reading brings the bytes into memory of the right size.
 *
 * @param open gives the chunks; called again it gives the same bytes
 * @param most bytes that are read
 * @param tooMany the error for more
 */
export async function wholeContent(
  open: () => AsyncIterable<Uint8Array>,
  most: number,
  tooMany: () => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  let chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of open()) {
    length += chunk.length;
    if (length > most) throw tooMany();
    if (length <= mostHeldTwice) chunks.push(chunk);
    else chunks = [];
  }
  const whole = new Uint8Array(length);
  let position = 0;
  const append = (chunk: Uint8Array) => {
    whole.set(chunk, position);
    position += chunk.length;
  };
  if (length <= mostHeldTwice) chunks.forEach(append);
  else for await (const chunk of open()) append(chunk);
  return whole;
}

/** The chunks of a stream, which is ended with the loop over them. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { value } = await reader.read();
      if (value === undefined) return;
      yield value;
    }
  } finally {
    // a stream that has ended, or failed, has nothing left to cancel
    await reader.cancel().catch(() => {});
  }
}
