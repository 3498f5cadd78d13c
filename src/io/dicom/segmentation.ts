import type { ErrorDetails } from "../../messages/error-details.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import type { Note } from "../../messages/note.ts";
import { quoted } from "../../messages/phrases.ts";
import type { Mask } from "../../volume/mask.ts";
import {
  countGridVoxels,
  type Grid,
  gridOf,
  type Identity,
  identityOf,
} from "../../volume/volume.ts";
import { chooseRegion } from "../choose-region.ts";
import { allocate } from "../extent.ts";
import { invalidFile } from "../invalid-file.ts";
import type { FileRegion } from "../region.ts";
import { nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { type FrameInGrid, locateFrame } from "./frame-in-grid.ts";
import { groupOf } from "./functional-groups.ts";
import { maskIdentity, segmentationReferences } from "./identity.ts";
import type { Plane } from "./plane.ts";
import { planesOf } from "./planes.ts";
import { gridOfFrames } from "./segment-grid.ts";
import { type SegmentationType, type SegmentPixels, segmentPixels } from "./segment-pixels.ts";
import {
  itemOf,
  itemsOf,
  numberOf,
  requiredNumberOf,
  requiredStringOf,
  stringOf,
} from "./values.ts";
import { writeFrame } from "./write-frame.ts";

// Segmentation (DICOM PS3.3 A.51): regions as frames of pixels, several on top of each other.

/** A segment of a SEG. */
export interface Segment extends FileRegion {
  /** Meaning of its Segmented Property Type: Neoplasm, Liver …; null if the file does not say. */
  readonly type: string | null;
}

/** What a SEG says about a segment, and how its frames became voxels. */
export interface SegmentationDescription {
  readonly format: "DICOM SEG";
  readonly region: Segment;
  readonly segmentation: SegmentationType;
  /** What the pixels of a fractional segmentation state; null for the others. */
  readonly fraction: "PROBABILITY" | "OCCUPANCY" | null;
  /** Fraction from which on voxels belong to the segment; null where there are no fractions. */
  readonly threshold: number | null;
  /** Frames that the segment has. */
  readonly frames: number;
  /** Voxels of the segment that lie outside the grid, and were left out. */
  readonly outside: number;
  /** Voxels of the mask that are 1. */
  readonly voxels: number;
}

export interface SegmentationOptions {
  /** Segment Label or Segment Number. Default: the only segment there is. */
  readonly region?: string | number | undefined;
  /** The image's grid, which becomes that of the mask. Default: the smallest grid that holds all frames. */
  readonly grid?: (Grid & Identity) | undefined;
  /** Identity of the image that the segment is read for; `grid` has its own. */
  readonly image?: Identity | undefined;
  /** Read a segment of another frame of reference as if it lay in the image's. Default: it is refused. */
  readonly otherFrame?: boolean | undefined;
  /** Fraction from which on voxels of a fractional segment belong to it. Default 0.5. */
  readonly threshold?: number | undefined;
}

const sopClasses: ReadonlySet<string | undefined> = new Set([
  "1.2.840.10008.5.1.4.1.1.66.4",
  "1.2.840.10008.5.1.4.1.1.66.7", // label map
]);

/** Whether a data set is a Segmentation of pixels. */
export function isSegmentation(dataSet: DicomDataSet): boolean {
  return (
    sopClasses.has(stringOf(dataSet, "SOPClassUID")) || stringOf(dataSet, "Modality") === "SEG"
  );
}

/**
 * The segments of a SEG, in its order, without the background that a label map may list as 0.
 *
 * @throws VoxomicsError `invalid-file` for a segment without its number.
 */
export function listSegments(dataSet: DicomDataSet): readonly Segment[] {
  const segments = itemsOf(dataSet, "SegmentSequence").map((item) => {
    const type = itemOf(item, "SegmentedPropertyTypeCodeSequence");
    return {
      number: requiredNumberOf(item, "SegmentNumber"),
      name: stringOf(item, "SegmentLabel") ?? null,
      type: (type && stringOf(type, "CodeMeaning")) ?? null,
    };
  });
  return segments.filter(({ number }) => number !== 0);
}

/**
 * Reads a segment of a SEG as 0 and 1: binary, fractional or a label map; other segments may overlap.
 *
 * Planes without a frame are empty. With the image's grid, frames must lie on it, in whatever order
 * it stores its voxels. Voxels outside the grid are left out and counted in the description.
 *
 * @throws VoxomicsError `invalid-settings` for a segment that is not there, `geometry-mismatch` for
 *   frames that are not planes of the grid, `empty-mask` for a segment without a voxel,
 *   `invalid-file` for a damaged file, `unsupported-format` for another kind of segmentation.
 */
export async function readSegmentation(
  dataSet: DicomDataSet,
  { region: wanted, grid: given, image, threshold = 0.5, otherFrame }: SegmentationOptions = {},
): Promise<{ volume: Mask; description: SegmentationDescription; notes: readonly Note[] }> {
  const region = chooseRegion(listSegments(dataSet), wanted, "SEG");
  const what = `segment ${region.name === null ? region.number : quoted(region.name)}`;
  const { identity, notes } = maskIdentity(dataSet, segmentationReferences(dataSet), {
    what,
    image: given === undefined ? (image ?? {}) : identityOf(given),
    otherFrame,
  });
  const segmentation = typeOf(dataSet);
  const planes = planesOf({ dataSet, where: "" });
  const frames =
    segmentation === "LABELMAP"
      ? planes
      : planes.filter((plane) => segmentOf(plane) === region.number);
  if (frames.length === 0) {
    throw empty(`${what} has none of the ${planes.length} frames`, { found: 0 });
  }
  const pixelsOf = await segmentPixels(dataSet, {
    segmentation,
    frames: planes.length,
    number: region.number,
    threshold,
  });
  const grid = given ?? gridOfFrames(planes);
  const located = frames.map((plane) =>
    locateFrame(plane, grid, given === undefined ? "the first frame" : "the image"),
  );
  checkPositions(frames, located, what);
  const { data, voxels, outside } = maskOf(frames, located, pixelsOf, grid);
  if (voxels === 0) {
    const lying = outside > 0 ? `, all of its ${outside} lie outside` : "";
    throw empty(`${what} has no voxel in a grid of ${grid.size.join(" x ")}${lying}`, { outside });
  }
  const isFractional = segmentation === "FRACTIONAL";
  return {
    volume: { ...gridOf(grid), ...identity, data },
    notes,
    description: {
      format: "DICOM SEG",
      region,
      segmentation,
      fraction: isFractional ? fractionOf(dataSet) : null,
      threshold: isFractional ? threshold : null,
      frames: frames.length,
      outside,
      voxels,
    },
  };
}

/** The mask of a segment: the frames, written to the voxels that they are. */
function maskOf(
  frames: readonly Plane[],
  located: readonly FrameInGrid[],
  pixelsOf: SegmentPixels,
  grid: Grid,
) {
  const text = `${grid.size.join(" x ")} voxels`;
  const data = allocate({ length: countGridVoxels(grid), text });
  let voxels = 0;
  let outside = 0;
  for (const [n, { frame, size }] of frames.entries()) {
    const placed = writeFrame(data, grid.size, located[n], size, pixelsOf(frame));
    voxels += placed.inside;
    outside += placed.outside;
  }
  return { data, voxels, outside };
}

/** Refuses several frames of a segment in one position: what tells them apart, time or else, is not known. */
function checkPositions(
  frames: readonly Plane[],
  located: readonly FrameInGrid[],
  what: string,
): void {
  const places = new Map<string, Plane>();
  for (const [n, { start }] of located.entries()) {
    const other = places.get(start.join());
    if (other !== undefined) {
      const [a, b] = [other, frames[n]].map(({ where }) => where);
      throw new VoxomicsError(
        "unsupported-format",
        `${what} has two frames in one place: ${a}, and ${b}`,
      );
    }
    places.set(start.join(), frames[n]);
  }
}

function empty(message: string, details: ErrorDetails["empty-mask"]): VoxomicsError {
  return new VoxomicsError("empty-mask", message, details);
}

const types = ["BINARY", "FRACTIONAL", "LABELMAP"] as const satisfies readonly SegmentationType[];

function typeOf(dataSet: DicomDataSet): SegmentationType {
  const found = requiredStringOf(dataSet, "SegmentationType");
  const type = types.find((known) => known === found);
  if (type !== undefined) return type;
  throw new VoxomicsError(
    "unsupported-format",
    `${nameOf("SegmentationType")} is ${quoted(found)}, expected ${types.join(", ")}`,
    { found },
  );
}

function fractionOf(dataSet: DicomDataSet): SegmentationDescription["fraction"] {
  const found = stringOf(dataSet, "SegmentationFractionalType");
  return found === "PROBABILITY" || found === "OCCUPANCY" ? found : null;
}

/** The number of the segment that a frame belongs to. */
function segmentOf({ dataSet, groups, where }: Plane): number {
  const group = groupOf(dataSet, groups, "SegmentIdentificationSequence");
  const number = group && numberOf(group, "ReferencedSegmentNumber");
  if (number !== undefined) return number;
  throw invalidFile(
    `${where || "its frame"} does not say which segment it belongs to: it has no ` +
      nameOf("ReferencedSegmentNumber"),
  );
}
