import { type Codestream, damagedFrame } from "./codestream.ts";

/** A marker segment of a JPEG or JPEG-LS stream (ITU-T T.81 B, T.87 C). */
export interface JpegSegment {
  /** Low byte of the marker. */
  readonly marker: number;
  /** The bytes after the marker and the length. */
  readonly body: Uint8Array;
  /** Index of the byte after the segment in the stream. */
  readonly end: number;
}

/** The marker that starts a scan, whose data follow. */
const startOfScan = 0xda;

const restartInterval = 0xdd;

/**
 * The marker segments of a stream up to its first scan.
 *
 * @throws VoxomicsError `invalid-file` for another start, or a segment that leaves the stream.
 */
export function jpegSegmentsOf(name: string, bytes: Uint8Array): readonly JpegSegment[] {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw damagedFrame(name, "it has no start of image");
  const segments: JpegSegment[] = [];
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) throw damagedFrame(name, `found no marker at byte ${at}`);
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1; // any number of 0xff may come before a marker
      continue;
    }
    const length = (bytes[at + 2] << 8) | bytes[at + 3];
    const end = at + 2 + length;
    if (marker < 0xc0 || marker === 0xd9 || length < 2 || end > bytes.length) {
      throw damagedFrame(name, `found no marker segment at byte ${at}`);
    }
    segments.push({ marker, body: bytes.subarray(at + 4, end), end });
    if (marker === startOfScan) return segments;
    at = end;
  }
  throw damagedFrame(name, `found no scan in ${bytes.length} bytes`);
}

/** A frame's header. */
export interface JpegHeader extends Codestream {
  /** Low byte of the marker: the coding process. */
  readonly process: number;
  /** Number of the first component's quantisation table; of no meaning in lossless processes. */
  readonly quantisation: number;
}

/**
 * The frame header among the segments of a stream.
 *
 * @throws VoxomicsError `invalid-file` if there is not exactly one.
 */
export function jpegHeaderOf(name: string, segments: readonly JpegSegment[]): JpegHeader {
  const frames = segments.filter(({ marker, body }) => isStartOfFrame(marker) && body.length >= 9);
  if (frames.length !== 1) throw damagedFrame(name, `found ${frames.length} frame headers`);
  const [{ marker, body }] = frames;
  return {
    process: marker,
    precision: body[0],
    rows: (body[1] << 8) | body[2],
    columns: (body[3] << 8) | body[4],
    components: body[5],
    quantisation: body[8],
  };
}

/** How many pixels, or blocks, come between restarts; 0 for none. */
export function restartIntervalOf(segments: readonly JpegSegment[]): number {
  const body = segments.findLast(({ marker }) => marker === restartInterval)?.body;
  return body === undefined ? 0 : (body[0] << 8) | body[1];
}

/** C0 to CF but tables (C4), extensions (C8) and conditioning (CC); F7 of JPEG-LS. */
function isStartOfFrame(marker: number): boolean {
  return (
    marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
  );
}
