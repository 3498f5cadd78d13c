import { indexToWorld } from "../../../src/volume/geometry.ts";
import type { Grid, Vec3 } from "../../../src/volume/volume.ts";
import { type DicomOptions, decimal, dicomFile, type Elements } from "./dicom-fixture.ts";

/** A frame of a SEG: a plane of a grid. */
export interface StoredFrame {
  /** Segment that it belongs to; none in a label map. */
  readonly segment?: number;
  /** Voxel of the grid that its first pixel is; default [0, 0, z]. */
  readonly z: number;
  readonly at?: Vec3;
  /** Row by row. */
  readonly pixels: readonly number[];
}

export interface StoredSegment {
  readonly number: number;
  readonly label: string;
}

/** The elements of a SEG whose frames lie in planes of a grid; others replace or add to them. */
export function segmentationElements(
  type: "BINARY" | "FRACTIONAL" | "LABELMAP",
  grid: Grid,
  segments: readonly StoredSegment[],
  frames: readonly StoredFrame[],
  others: Elements = {},
): Elements {
  const { size, spacing, direction: d } = grid;
  const pixels = frames.flatMap((frame) => frame.pixels);
  const bits = type === "BINARY" ? 1 : 8;
  return {
    SOPClassUID:
      type === "LABELMAP" ? "1.2.840.10008.5.1.4.1.1.66.7" : "1.2.840.10008.5.1.4.1.1.66.4",
    SOPInstanceUID: "1.2.826.0.1.7",
    Modality: "SEG",
    SeriesInstanceUID: "1.2.826.0.1.6",
    FrameOfReferenceUID: "1.2.826.0.1.3",
    SegmentationType: type,
    ...(type === "FRACTIONAL"
      ? { SegmentationFractionalType: "PROBABILITY", MaximumFractionalValue: 255 }
      : {}),
    SegmentSequence: segments.map(({ number, label }) => ({
      SegmentNumber: number,
      SegmentLabel: label,
      SegmentAlgorithmType: "MANUAL",
      SegmentedPropertyTypeCodeSequence: [
        { CodeValue: "108369006", CodingSchemeDesignator: "SCT", CodeMeaning: "Neoplasm" },
      ],
    })),
    SharedFunctionalGroupsSequence: [
      {
        PlaneOrientationSequence: [
          { ImageOrientationPatient: [0, 3, 6, 1, 4, 7].map((n) => decimal(d[n])) },
        ],
        PixelMeasuresSequence: [
          {
            PixelSpacing: [decimal(spacing[1]), decimal(spacing[0])],
            SliceThickness: decimal(spacing[2]),
            SpacingBetweenSlices: decimal(spacing[2]),
          },
        ],
      },
    ],
    PerFrameFunctionalGroupsSequence: frames.map(({ segment, z, at = [0, 0, z] }) => ({
      PlanePositionSequence: [{ ImagePositionPatient: indexToWorld(grid, at).map(decimal) }],
      ...(segment === undefined
        ? {}
        : { SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment }] }),
    })),
    NumberOfFrames: frames.length,
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    Columns: size[0],
    Rows: size[1],
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
    "7FE00010 OB": bits === 1 ? packBits(pixels) : Uint8Array.from(pixels),
    ...others,
  };
}

export function segmentation(
  ...[type, grid, segments, frames, others, options]: [
    ...Parameters<typeof segmentationElements>,
    options?: DicomOptions,
  ]
) {
  return dicomFile(segmentationElements(type, grid, segments, frames, others), options);
}

/** Pixels of one bit: the first is the lowest bit of the first byte. */
export function packBits(pixels: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil(pixels.length / 8));
  pixels.forEach((pixel, n) => {
    if (pixel !== 0) bytes[n >> 3] |= 1 << (n & 7);
  });
  return bytes;
}
