import { type Note, noteOf } from "../../messages/note.ts";
import { checkSameFrame } from "../../volume/same-frame.ts";
import type { Identity } from "../../volume/volume.ts";
import type { DicomDataSet } from "./data-set.ts";
import type { DicomFile } from "./dicom-file.ts";
import { type AttributeName, itemsOf, stringOf } from "./values.ts";

/** Most characters of a UID. A longer one is damaged, and is cut, so that messages stay short. */
const longestUid = 64;

/** A UID of a data set; none if it is absent or empty. */
export function uidOf(dataSet: DicomDataSet, name: AttributeName): string | undefined {
  return stringOf(dataSet, name)?.slice(0, longestUid);
}

/** The identity of the image that files hold: each UID only where all files that state it agree. */
export function identityOfFiles(files: readonly DicomFile[]): Identity {
  const one = (name: AttributeName) => {
    const uids = new Set(files.flatMap(({ dataSet }) => uidOf(dataSet, name) ?? []));
    return uids.size === 1 ? [...uids][0] : undefined;
  };
  const frameOfReference = one("FrameOfReferenceUID");
  const series = one("SeriesInstanceUID");
  return {
    ...(frameOfReference === undefined ? {} : { frameOfReference }),
    ...(series === undefined ? {} : { series }),
  };
}

/** What a mask says of the image that it belongs to. */
export interface MaskReferences {
  /** UIDs of the frames of reference that its positions are in; empty if it does not say. */
  readonly frames: readonly string[];
  /** UIDs of the series that it was made on; empty if it does not say. */
  readonly series: readonly string[];
}

/** What an RTSTRUCT as a whole refers to; a region can name a frame of reference of its own. */
export function structureReferences(dataSet: DicomDataSet): MaskReferences {
  const frames = itemsOf(dataSet, "ReferencedFrameOfReferenceSequence");
  const named = frames.flatMap((frame) => uidOf(frame, "FrameOfReferenceUID") ?? []);
  const studies = frames.flatMap((frame) => itemsOf(frame, "RTReferencedStudySequence"));
  const series = studies.flatMap((study) => itemsOf(study, "RTReferencedSeriesSequence"));
  return {
    frames: named.length > 0 ? named : [uidOf(dataSet, "FrameOfReferenceUID") ?? []].flat(),
    series: series.flatMap((item) => uidOf(item, "SeriesInstanceUID") ?? []),
  };
}

/** What a SEG refers to. */
export function segmentationReferences(dataSet: DicomDataSet): MaskReferences {
  const series = itemsOf(dataSet, "ReferencedSeriesSequence");
  return {
    frames: [uidOf(dataSet, "FrameOfReferenceUID") ?? []].flat(),
    series: series.flatMap((item) => uidOf(item, "SeriesInstanceUID") ?? []),
  };
}

/** The image that a mask is read for. */
export interface MaskTarget {
  /** Names the mask in messages. */
  readonly what: string;
  /** Identity of the image; empty where there is none. */
  readonly image: Identity;
  /** Whether a mask of another frame of reference is read as if it lay in the image's. */
  readonly otherFrame: boolean | undefined;
}

/**
 * The identity of a mask on the grid of an image: the image's frame of reference, and its own series.
 *
 * That the mask was made on another series of the same frame of reference is allowed, with a note.
 *
 * @throws VoxomicsError `geometry-mismatch`, with both UIDs, for another frame of reference without
 *   `otherFrame`
 */
export function maskIdentity(
  dataSet: DicomDataSet,
  { frames, series }: MaskReferences,
  { what, image, otherFrame = false }: MaskTarget,
): { readonly identity: Identity; readonly notes: readonly Note[] } {
  const { frameOfReference: expected } = image;
  const found = expected !== undefined && frames.includes(expected) ? expected : frames[0];
  const isOther = found !== undefined && expected !== undefined && found !== expected;
  if (isOther && !otherFrame) checkSameFrame(image, { frameOfReference: found }, what);
  const own = uidOf(dataSet, "SeriesInstanceUID");
  const frameOfReference = expected ?? (frames.length === 1 ? frames[0] : undefined);
  return {
    identity: {
      ...(frameOfReference === undefined ? {} : { frameOfReference }),
      ...(own === undefined ? {} : { series: own }),
    },
    notes: [
      ...(isOther ? [otherFrameNote(found, expected)] : []),
      ...otherSeriesNote(series, image.series),
    ],
  };
}

function otherFrameNote(found: string, expected: string): Note {
  return noteOf(
    "other-frame",
    `the mask lies in another frame of reference than the image and was taken as if it lay in the ` +
      `image's: found ${found}, the image has ${expected}`,
    { found, expected },
  );
}

/** More series than a note lists. */
const mostListed = 3;

function otherSeriesNote(series: readonly string[], expected: string | undefined): readonly Note[] {
  if (series.length === 0 || expected === undefined || series.includes(expected)) return [];
  const more = series.length > mostListed ? " and others" : "";
  const found = `${series.slice(0, mostListed).join(", ")}${more}`;
  const message = `the mask was made on another series than the image's: it refers to ${found}, the image is ${expected}`;
  return [noteOf("other-series", message, { found: series, expected })];
}
