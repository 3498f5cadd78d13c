import { type FileHandle, open } from "node:fs/promises";

/**
 * Bytes that are read at a time, as few as from a `Blob` in memory: gzip can make a thousand times more
 * of them.
 */
const chunkLength = 1 << 16;

/**
 * A file as a `Blob` whose bytes are read when they are asked for; it has only the methods that file
 * readers use.
 */
export function fileBlob(path: string, size: number): Blob {
  const blob: Pick<Blob, "size" | "stream"> & {
    slice(start: number, end: number): Pick<Blob, "arrayBuffer">;
  } = {
    size,
    stream: () => streamOf(path),
    slice: (start, end) => ({ arrayBuffer: () => bytesOf(path, start, end) }),
  };
  return blob as Blob;
}

function streamOf(path: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  let file: FileHandle | null = null;
  let position = 0;
  const pull = async (controller: ReadableStreamDefaultController) => {
    file ??= await open(path);
    const chunk = new Uint8Array(chunkLength);
    const { bytesRead } = await file.read(chunk, 0, chunkLength, position);
    position += bytesRead;
    if (bytesRead > 0) return controller.enqueue(chunk.subarray(0, bytesRead));
    await file.close();
    controller.close();
  };
  // the file is opened at the first read, so a stream that is never read needs no closing
  return new ReadableStream({ pull, cancel: () => file?.close() }, { highWaterMark: 0 });
}

async function bytesOf(path: string, start: number, end: number): Promise<ArrayBuffer> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(end - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.slice(0, bytesRead).buffer;
  } finally {
    await file.close();
  }
}
