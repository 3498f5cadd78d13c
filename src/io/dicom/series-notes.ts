import { type Note, noteOf } from "../../messages/note.ts";
import { counted } from "../../messages/phrases.ts";
import type { Keyword } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { pixelBytes } from "./pixel-length.ts";
import type { DicomSeries } from "./series.ts";
import { isNativeSyntax } from "./transfer-syntax.ts";
import { uncompressedBytes } from "./uncompressed-bytes.ts";
import { bytesOf, elementOf, numberOf } from "./values.ts";

/**
 * Notes on the files of a series: files that repeat another, and bytes after pixels or data sets, which are
 * left out.
 *
 * @param repeated number of files that hold the same image as another, but not the same bytes
 */
export function seriesNotes({ files, copies }: DicomSeries, repeated = 0): readonly Note[] {
  const counts = (of: (dataSet: DicomDataSet) => number) =>
    files.map(({ dataSet }) => of(dataSet)).filter((count) => count > 0);
  return [
    ...repeatNote(copies + repeated),
    ...leftOutNote(files.length, counts(bytesAfterPixels), "their pixels"),
    ...leftOutNote(files.length, counts(bytesAfterDataSet), "their data set"),
  ];
}

function repeatNote(count: number): Note[] {
  if (count === 0) return [];
  const repeating = counted(count, "DICOM file repeats", "DICOM files repeat");
  const message = `${repeating} what another holds, and ${count === 1 ? "counts" : "count"} once`;
  return [noteOf("files-repeated", message, { count })];
}

function leftOutNote(files: number, counts: readonly number[], what: string): Note[] {
  if (counts.length === 0) return [];
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const range = least === most ? counted(most, "byte") : `${least} to ${most} bytes`;
  return [
    noteOf(
      "bytes-left-out",
      `${counts.length} of ${counted(files, "DICOM file")} hold ${range} behind ${what}, which were ` +
        "left out",
      { files: counts.length, least, most },
    ),
  ];
}

/** How many bytes follow a data set. A single one does not count: some writers pad files with it. */
function bytesAfterDataSet({ trailingBytes = 0 }: DicomDataSet): number {
  return trailingBytes > 1 ? trailingBytes : 0;
}

/**
 * How many bytes follow the pixels, without the one that pads them to an even number; 0 where pixels are
 * compressed, or only the header was read.
 */
function bytesAfterPixels(dataSet: DicomDataSet): number {
  if (dataSet.isHeader) return 0;
  const stored = storedPixels(dataSet);
  if (stored === undefined) return 0;
  const [bytes, bits] = stored;
  const [columns, rows, frames] = (["Columns", "Rows", "NumberOfFrames"] as const).map(
    (name: Keyword) => numberOf(dataSet, name) ?? 1,
  );
  const expected = pixelBytes(frames, columns * rows * bits);
  return Math.max(0, bytes.length - expected - (expected % 2));
}

function storedPixels(dataSet: DicomDataSet): [bytes: Uint8Array, bits: number] | undefined {
  for (const [name, bits] of [
    ["FloatPixelData", 32],
    ["DoubleFloatPixelData", 64],
  ] as const) {
    if (elementOf(dataSet, name) !== undefined) return [bytesOf(dataSet, name) as Uint8Array, bits];
  }
  const bits = numberOf(dataSet, "BitsAllocated");
  const isNative = isNativeSyntax(dataSet.transferSyntax);
  return isNative && bits !== undefined ? [uncompressedBytes(dataSet), bits] : undefined;
}
