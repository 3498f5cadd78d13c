// gzip (RFC 1952), by the Compression Streams API of Node and browsers

/** The largest compression ratio of deflate: a gzip file of n bytes holds at most 1032 n. */
export const largestGzipRatio = 1032;

/**
 * Bytes of a chunk of compressed data. At the largest ratio it inflates to 68 MB, which are in memory
 * at once.
 */
const chunkLength = 1 << 16;

/** Whether bytes start as a gzip file does. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** gzip, zlib (RFC 1950) and raw deflate, as the Compression Streams API calls them. */
export type CompressedFormat = "gzip" | "deflate" | "deflate-raw";

/** The content of a compressed stream, inflated only as fast as it is read. */
export function decompress(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  format: CompressedFormat = "gzip",
) {
  return stream.pipeThrough(new DecompressionStream(format));
}

/** Compresses bytes to a gzip file. */
export async function compress(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = streamOf(bytes).pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(compressed).arrayBuffer());
}

/** A stream of bytes. Its chunks are copies, as streams refuse shared memory. */
export function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = 0;
  return new ReadableStream({
    pull(controller) {
      if (position < bytes.length) {
        controller.enqueue(bytes.slice(position, position + chunkLength));
        position += chunkLength;
      } else {
        controller.close();
      }
    },
  });
}
