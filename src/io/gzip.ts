// gzip (RFC 1952) by the Compression Streams that Node and browsers bring along.

/** Deflate cannot do better than this, so the size of a gzip file bounds the size of its content. */
export const largestGzipRatio = 1032;

/** A chunk of the worst compression ratio inflates to 68 MB: more is never waiting to be read. */
const chunkLength = 1 << 16;

/** Whether bytes start as a gzip file does. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** gzip, zlib (RFC 1950), and deflate alone, by the names that streams have for them. */
export type CompressedFormat = "gzip" | "deflate" | "deflate-raw";

/** The content of a gzip file or another stream of deflate, inflated only as fast as it is read. */
export function decompress(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  format: CompressedFormat = "gzip",
) {
  return stream.pipeThrough(new DecompressionStream(format));
}

/** Bytes as a gzip file. */
export async function compress(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = streamOf(bytes).pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(compressed).arrayBuffer());
}

/** Bytes as a stream. Chunks are copies: streams refuse shared memory. */
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
