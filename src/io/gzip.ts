// gzip (RFC 1952)

/** The largest compression ratio of deflate: a gzip file of n bytes holds at most 1032 n. */
export const largestGzipRatio = 1032;

/** Whether bytes start as a gzip file does. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Compresses bytes to a gzip file, by the Compression Streams API of Node and browsers. */
export async function compress(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  // a copy, as streams refuse shared memory
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
