import { joinChunks } from "../../base/join-chunks.ts";
import type { DicomDataSet } from "./data-set.ts";
import { bytesOf, elementOf } from "./values.ts";

/**
 * The bytes of pixel data that are not compressed; empty if there are no pixel data.
 *
 * Some writers (dcmjs 0.45 to 0.49, https://github.com/dcmjs-org/dcmjs/pull/472) put uncompressed pixels
 * into fragments, as if they were compressed. The fragments are joined.
 */
export function uncompressedBytes(dataSet: DicomDataSet): Uint8Array {
  const fragments = elementOf(dataSet, "PixelData")?.fragments;
  if (fragments === undefined) return bytesOf(dataSet, "PixelData") ?? new Uint8Array(0);
  return joinChunks(
    fragments.map(({ position, length }) => dataSet.bytes.subarray(position, position + length)),
  );
}
