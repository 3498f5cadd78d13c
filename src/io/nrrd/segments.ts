import { invalidFile } from "../invalid-file.ts";
import type { FileRegion } from "../region.ts";
import { parseNumber } from "./field-values.ts";
import type { NrrdHeader } from "./header.ts";

/**
 * A segment of a 3D Slicer segmentation (.seg.nrrd). Its number is its label. In a file of several layers,
 * where labels repeat, segments are numbered in their order, from 1.
 */
export interface NrrdSegment extends FileRegion {
  readonly name: string;
  /** The value of its voxels in its layer. */
  readonly label: number;
  /** Slicer's identifier of the segment, unique in the file. */
  readonly id: string;
  /** Layer that holds the segment, from 0. Each layer is a label map; segments that overlap need several. */
  readonly layer: number;
}

/**
 * The segments that a header names, in their order; none unless 3D Slicer wrote it.
 *
 * As in the first versions of the format, a segment without a layer is in the layer of its own index, and a
 * segment without a label has label 1.
 *
 * @param layers number of layers in the file
 * @throws VoxomicsError `invalid-file` for a label or layer that cannot be.
 */
export function segmentsOf({ keyValues }: NrrdHeader, layers: number): readonly NrrdSegment[] {
  const indices = new Set<number>();
  for (const key of keyValues.keys()) {
    const index = /^Segment(\d{1,6})_/.exec(key)?.[1];
    if (index !== undefined) indices.add(Number(index));
  }
  return [...indices]
    .sort((a, b) => a - b)
    .map((index, n) => {
      const get = (key: string) => keyValues.get(`Segment${index}_${key}`);
      const whole = (key: string, missing: number, least: number, end: number): number => {
        const value = parseNumber(get(key) ?? String(missing));
        if (Number.isInteger(value) && Number(value) >= least && Number(value) < end) {
          return Number(value);
        }
        throw invalidFile(
          `NRRD header: Segment${index}_${key} is ${get(key) ?? missing}, ` +
            `expected a whole number from ${least} to ${end - 1}`,
          { index, key },
        );
      };
      const id = get("ID") ?? `Segment_${index + 1}`;
      const label = whole("LabelValue", 1, 1, 2 ** 32);
      return {
        number: layers > 1 ? n + 1 : label,
        label,
        name: get("Name") ?? id,
        id,
        layer: whole("Layer", layers > 1 ? n : 0, 0, layers),
      };
    });
}
