import { joinChunks } from "../../base/join-chunks.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import type { DicomDataSet, DicomElement, DicomFragment } from "./data-set.ts";
import { elementOf, has, numbersOf } from "./values.ts";

/**
 * The compressed bytes of each frame of encapsulated pixel data (DICOM PS3.5 A.4), numbered from 0.
 *
 * Which fragments make a frame follows from the extended or the basic offset table; without tables, from
 * the number of fragments, or from the bytes that frames start with.
 *
 * @param start the bytes that each frame starts with; null where a frame is never in several fragments
 * @throws VoxomicsError `invalid-file` for fragments or offsets that are not as many frames as the data set
 *   says.
 */
export function encapsulatedFrames(
  dataSet: DicomDataSet,
  frames: number,
  start: readonly number[] | null,
): (frame: number) => Uint8Array {
  const element = elementOf(dataSet, "PixelData") as DicomElement;
  const fragments = element.fragments ?? [];
  const parts = fragments.map(({ position, length }) =>
    dataSet.bytes.subarray(position, position + length),
  );
  const firsts = firstFragments(dataSet, element, parts, frames, start);
  return (frame) => joinChunks(parts.slice(firsts[frame], firsts[frame + 1]));
}

/** The index of the first fragment of each frame. */
function firstFragments(
  dataSet: DicomDataSet,
  { fragments = [], basicOffsetTable = [] }: DicomElement,
  parts: readonly Uint8Array[],
  frames: number,
  start: readonly number[] | null,
): readonly number[] {
  const extended = has(dataSet, "ExtendedOffsetTable");
  const offsets = extended ? numbersOf(dataSet, "ExtendedOffsetTable") : basicOffsetTable;
  if (offsets.length > 0) {
    const table = extended ? nameOf("ExtendedOffsetTable") : "basic offset table";
    return byOffsets(fragments, offsets, frames, table);
  }
  if (parts.length === frames) return parts.map((_, n) => n);
  if (frames === 1 && parts.length > 0) return [0];
  const firsts = parts.flatMap((part, n) => (start !== null && startsWith(part, start) ? [n] : []));
  if (firsts.length === frames && firsts[0] === 0) return firsts;
  throw invalidFile(
    `pixel data hold ${parts.length} fragments that start ${firsts.length} frames, expected ${frames} frames`,
    { fragments: parts.length, expected: frames },
  );
}

function byOffsets(
  fragments: readonly DicomFragment[],
  offsets: readonly number[],
  frames: number,
  table: string,
): readonly number[] {
  const numbers = new Map(fragments.map(({ offset }, n) => [offset, n]));
  const firsts = offsets.map((offset) => numbers.get(offset) ?? -1);
  const isOrdered = firsts.every((first, n) => first >= 0 && (n === 0 || first > firsts[n - 1]));
  if (firsts.length === frames && isOrdered) return firsts;
  const unknown = offsets.find((offset) => !numbers.has(offset));
  throw invalidFile(
    `${table} has ${offsets.length} offsets${unknown === undefined ? "" : `, of which ${unknown} is no fragment's`}, ` +
      `expected those of ${frames} frames, ascending`,
    { offsets: offsets.length, expected: frames },
  );
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, n) => bytes[n] === byte);
}
