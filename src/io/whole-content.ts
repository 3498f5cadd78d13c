/** Most bytes of which chunks are kept; longer contents are read twice instead. */
const mostHeldTwice = 2 ** 26;

/**
 * All bytes of a content whose length is only known at its end.
 *
 * Joining chunks at the end takes the memory twice. The chunks of a content of more than 64 MiB are
 * therefore only counted, and the content is read again into memory of the right size.
 *
 * @param open gives the chunks, the same each time it is called
 * @param most bytes that may be read
 * @param tooMany makes the error for more bytes
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
