import dicomParser from "dicom-parser";
import { invalidFile } from "../invalid-file.ts";
import { parse } from "./damage.ts";
import { type ElementStream, endAt, streamAt } from "./element-stream.ts";
import { inflate } from "./inflate.ts";
import { hasPreamble, isDicom, isRepresentation } from "./is-dicom.ts";
import {
  deflatedLittleEndian,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
} from "./transfer-syntax.ts";

export { isDicom } from "./is-dicom.ts";

/**
 * A DICOM data set, or an item of a sequence: where its elements lie in the bytes.
 *
 * The functions of `values.ts` read the values of the elements.
 */
export interface DicomDataSet {
  /** By `x` and the tag in lower case: `x7fe00010`. The file's meta information is among them. */
  readonly elements: Readonly<Record<string, DicomElement>>;
  readonly bytes: Uint8Array;
  /** Whether numbers are stored with their lowest byte first. */
  readonly littleEndian: boolean;
  /** UID of the transfer syntax. */
  readonly transferSyntax: string;
  /** Specific Character Set of the data set that an item lies in. */
  readonly characterSets: readonly string[];
  /** How many bytes of the file follow its last element; none if absent. */
  readonly trailingBytes?: number;
  /** Whether `bytes` end where the pixels start, or somewhere in them. */
  readonly isHeader?: true;
}

/** A data element as it lies in the bytes. */
export interface DicomElement {
  readonly tag: string;
  /** Value representation; none where it is implicit. */
  readonly vr?: string;
  readonly dataOffset: number;
  readonly length: number;
  readonly items?: readonly { readonly dataSet?: Pick<DicomDataSet, "elements"> }[];
  /** Parts of encapsulated pixel data. */
  readonly fragments?: readonly DicomFragment[];
  readonly basicOffsetTable?: readonly number[];
}

/** A part of encapsulated pixel data. */
export interface DicomFragment {
  /** Where its item starts, counted from the first fragment's, as offset tables count. */
  readonly offset: number;
  readonly position: number;
  readonly length: number;
}

/**
 * Finds the elements of a DICOM file, with or without its preamble and meta information.
 *
 * The bytes must not change as long as the data set is used.
 *
 * @throws VoxomicsError `invalid-file` for bytes that are damaged, cut off or contradict themselves,
 *   `too-large` for more elements, or more bytes out of deflate, than can be had.
 */
export async function parseDicom(input: Uint8Array): Promise<DicomDataSet> {
  // without the methods of a Node Buffer, whose slice is no copy
  const bytes = new Uint8Array(input.buffer, input.byteOffset, input.length);
  if (!isDicom(bytes)) {
    throw invalidFile("not a DICOM file: found no DICM at byte 128 and no data set at byte 0");
  }
  const meta = parse(() => readMeta(bytes));
  const deflated = meta.transferSyntax === deflatedLittleEndian;
  const content = deflated ? await inflate(bytes.subarray(meta.end)) : bytes;
  const start = deflated ? 0 : meta.end;
  const littleEndian = meta.transferSyntax !== explicitBigEndian;
  return parse(() => {
    const { elements, end } = readElements(content, start, littleEndian);
    return {
      // offsets of the meta information are not those of the inflated content
      elements: deflated ? elements : { ...meta.elements, ...elements },
      bytes: content,
      littleEndian,
      transferSyntax: meta.transferSyntax || assumedSyntax(bytes, meta.end),
      characterSets: [],
      trailingBytes: content.length - end,
    };
  });
}

/**
 * Finds the elements of a DICOM file up to its pixels, of which only the start and the stated length are
 * known.
 *
 * @param bytes the first bytes of the file
 * @param inflated the first bytes of its data set out of deflate, if that is deflated
 * @returns null where the bytes end before the pixels begin
 * @throws VoxomicsError `invalid-file` for bytes that are damaged, or end inside an element
 */
export function parseUpToPixels(bytes: Uint8Array, inflated?: Uint8Array): DicomDataSet | null {
  const meta = parse(() => readMeta(bytes));
  const littleEndian = meta.transferSyntax !== explicitBigEndian;
  return parse(() => {
    const content = inflated ?? bytes;
    const start = inflated === undefined ? meta.end : 0;
    const { elements, atPixels } = readElements(content, start, littleEndian, true);
    if (!atPixels) return null;
    return {
      elements: inflated === undefined ? { ...meta.elements, ...elements } : elements,
      bytes: content,
      littleEndian,
      transferSyntax: meta.transferSyntax || assumedSyntax(bytes, meta.end),
      characterSets: [],
      isHeader: true,
    };
  });
}

/** The byte at which the deflated data set of a file starts; null for one that is not deflated. */
export function deflatedFrom(bytes: Uint8Array): number | null {
  const { transferSyntax, end } = parse(() => readMeta(bytes));
  return transferSyntax === deflatedLittleEndian ? end : null;
}

/** The items of a sequence that dicom-parser did not take for one: its elements state no representation. */
export function parseItems({ bytes, littleEndian }: DicomDataSet, element: DicomElement) {
  return parse(() => {
    const { dataOffset, length } = element;
    const found = { tag: element.tag, dataOffset, length } as dicomParser.Element;
    const stream = streamAt(bytes, dataOffset, littleEndian);
    dicomParser.readSequenceItemsImplicit(stream, found, undefined as never);
    refuseCutOff(stream);
    return (found.items ?? []) as NonNullable<DicomElement["items"]>;
  });
}

type Elements = Record<string, dicomParser.Element>;

/** The file's meta information (group 2, always little endian with explicit representations). */
function readMeta(bytes: Uint8Array) {
  const start = hasPreamble(bytes) ? 132 : 0;
  const elements: Elements = {};
  let end = start;
  const isMeta = (at: number) => at + 8 <= bytes.length && bytes[at] === 2 && bytes[at + 1] === 0;
  if (isMeta(start)) {
    const stream = streamAt(bytes, start, true);
    while (isMeta(stream.position)) {
      const element = dicomParser.readDicomElementExplicit(stream, stream.warnings);
      elements[element.tag] = element;
    }
    end = stream.position;
  }
  const syntax = elements.x00020010;
  const transferSyntax =
    syntax && dicomParser.readFixedString(bytes, syntax.dataOffset, syntax.length).trim();
  return { elements, end, transferSyntax };
}

/** The transfer syntax of a file that states none, by the first element of its data set. */
function assumedSyntax(bytes: Uint8Array, start: number): string {
  const explicit = isRepresentation(bytes[start + 4], bytes[start + 5]);
  return explicit ? explicitLittleEndian : implicitLittleEndian;
}

/**
 * The elements of a data set from byte `start` on. Whether they state their representations is seen in
 * the first one, as the transfer syntax may be wrong.
 */
function readElements(bytes: Uint8Array, start: number, littleEndian: boolean, upToPixels = false) {
  const elements: Elements = {};
  if (start + 8 > bytes.length) throw endAt(bytes, start);
  const stream = streamAt(bytes, start, littleEndian);
  const explicit = isRepresentation(bytes[start + 4], bytes[start + 5]);
  let last = "";
  while (stream.position + 8 <= bytes.length) {
    if (isEnd(last, bytes, stream.position, { littleEndian, explicit })) break;
    const pixels = upToPixels ? pixelTagAt(stream) : undefined;
    const element = explicit
      ? dicomParser.readDicomElementExplicit(stream, stream.warnings, pixels)
      : dicomParser.readDicomElementImplicit(stream, pixels);
    elements[element.tag] = element;
    if (pixels !== undefined) return { elements, end: stream.position, atPixels: true };
    last = element.tag;
  }
  if (stream.position > bytes.length) throw endAt(bytes, stream.position);
  refuseCutOff(stream);
  return { elements, end: stream.position, atPixels: false };
}

const pixelTag = /^x7fe0(0008|0009|0010)$/;

/** The tag of the next element if it holds pixels. */
function pixelTagAt(stream: dicomParser.ByteStream): string | undefined {
  const tag = dicomParser.readTag(stream);
  stream.seek(-4);
  return pixelTag.test(tag) ? tag : undefined;
}

/**
 * Whether the data set ends at a byte: zeros are found where a tag is expected, or, after the pixel data,
 * something that is no element that may follow them (DICOM PS3.10 7.2).
 *
 * @param last tag of the element that ends there; "" for none
 */
function isEnd(
  last: string,
  bytes: Uint8Array,
  at: number,
  { littleEndian, explicit }: { littleEndian: boolean; explicit: boolean },
): boolean {
  if (last === "") return false;
  const group = bytes[at + (littleEndian ? 1 : 0)] * 256 + bytes[at + (littleEndian ? 0 : 1)];
  if (group === 0) return true;
  if (!pixelTag.test(last)) return false;
  const isElement = !explicit || isRepresentation(bytes[at + 4], bytes[at + 5]);
  return group < 0x7fe0 || group >= 0xfffe || !isElement;
}

function refuseCutOff({ endsInSequence, byteArray }: ElementStream): void {
  if (!endsInSequence) return;
  throw invalidFile(
    `DICOM file is cut off: found ${byteArray.length} bytes, which end inside a sequence`,
    { found: byteArray.length },
  );
}
