import { deflateRawSync } from "node:zlib";
import { attributeOf, type Keyword } from "../../../src/io/dicom/attributes.ts";

// A DICOM writer of its own (PS3.5, PS3.10), so that what reads files is not tested by itself.

/** Pixel data in fragments, behind a basic offset table that may be empty. */
export interface Encapsulated {
  readonly fragments: readonly Uint8Array[];
  readonly offsets?: readonly number[];
  /** End with the sequence delimiter. Default true. */
  readonly delimited?: boolean;
}

export type ElementValue =
  | string
  | number
  | readonly (string | number)[]
  | Uint8Array
  | readonly Elements[]
  | Encapsulated;

/**
 * Elements by keyword, or by tag and representation where the keyword is not known or another
 * representation is wanted: `"00091001 DS"`. They are written in the order of their tags; those
 * that are undefined are left out.
 */
export type Elements = {
  readonly [K in Keyword | `${string} ${string}`]?: ElementValue | undefined;
};

export interface DicomOptions {
  /** Transfer Syntax UID. Default explicit VR little endian. */
  readonly syntax?: string;
  /** Sequences and items end with delimiters instead of having lengths. Default false. */
  readonly undefinedLengths?: boolean;
  /** Write the preamble and the meta information. Default true. */
  readonly meta?: boolean;
}

export const syntaxes = {
  implicit: "1.2.840.10008.1.2",
  explicit: "1.2.840.10008.1.2.1",
  deflated: "1.2.840.10008.1.2.1.99",
  bigEndian: "1.2.840.10008.1.2.2",
  rle: "1.2.840.10008.1.2.5",
} as const;

interface Encoding {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
  readonly undefinedLengths: boolean;
}

/** A DICOM file with these elements. */
export function dicomFile(elements: Elements, options: DicomOptions = {}): Uint8Array<ArrayBuffer> {
  const { syntax = syntaxes.explicit, undefinedLengths = false, meta = true } = options;
  const encoding = {
    explicit: syntax !== syntaxes.implicit,
    littleEndian: syntax !== syntaxes.bigEndian,
    undefinedLengths,
  };
  const dataSet = encodeElements(elements, encoding);
  const content = syntax === syntaxes.deflated ? deflateRawSync(dataSet) : dataSet;
  return meta ? join(preamble, metaInformation(elements, syntax), content) : join(content);
}

const preamble = join(new Uint8Array(128), latin1("DICM"));

function metaInformation(elements: Elements, syntax: string): Uint8Array {
  const encoding = { explicit: true, littleEndian: true, undefinedLengths: false };
  const information: Elements = {
    "00020001 OB": Uint8Array.of(0, 1),
    "00020002 UI": elements.SOPClassUID ?? "1.2.840.10008.5.1.4.1.1.2",
    "00020003 UI": elements.SOPInstanceUID ?? "1.2.3.4",
    "00020010 UI": syntax,
    "00020012 UI": "1.2.3.4.5",
  };
  const body = encodeElements(information, encoding);
  return join(encodeElements({ "00020000 UL": body.length }, encoding), body);
}

function encodeElements(elements: Elements, encoding: Encoding): Uint8Array {
  const parts = Object.entries(elements)
    .filter((entry): entry is [string, ElementValue] => entry[1] !== undefined)
    .map(([name, value]) => ({ ...representation(name), value }))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
  return join(...parts.map(({ tag, vr, value }) => encodeElement(tag, vr, value, encoding)));
}

function representation(name: string): { tag: string; vr: string } {
  if (!name.includes(" ")) return attributeOf(name as Keyword);
  const [tag, vr] = name.split(" ");
  return { tag, vr };
}

const undefinedLength = 0xffffffff;

function encodeElement(tag: string, vr: string, value: ElementValue, encoding: Encoding) {
  if (isEncapsulated(value)) {
    const header = elementHeader(tag, "OB", undefinedLength, encoding);
    return join(header, encodeFragments(value, encoding));
  }
  if (vr === "SQ") {
    const items = encodeItems(value as readonly Elements[], encoding);
    const { undefinedLengths } = encoding;
    const length = undefinedLengths ? undefinedLength : items.length;
    const end = undefinedLengths ? tagAndLength("FFFEE0DD", 0, encoding) : new Uint8Array(0);
    return join(elementHeader(tag, vr, length, encoding), items, end);
  }
  const bytes = encodeValue(vr, value as string | number | readonly number[], encoding);
  return join(elementHeader(tag, vr, bytes.length, encoding), bytes);
}

function isEncapsulated(value: ElementValue): value is Encapsulated {
  return typeof value === "object" && "fragments" in value;
}

const longRepresentations = [
  "OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV",
]; // biome-ignore format: a list

function elementHeader(tag: string, vr: string, length: number, encoding: Encoding): Uint8Array {
  if (!encoding.explicit) return tagAndLength(tag, length, encoding);
  const isLong = longRepresentations.includes(vr);
  const header = new DataView(new ArrayBuffer(isLong ? 12 : 8));
  writeTag(header, tag, encoding);
  header.setUint8(4, vr.charCodeAt(0));
  header.setUint8(5, vr.charCodeAt(1));
  if (isLong) header.setUint32(8, length, encoding.littleEndian);
  else header.setUint16(6, length, encoding.littleEndian);
  return new Uint8Array(header.buffer);
}

function tagAndLength(tag: string, length: number, encoding: Encoding): Uint8Array {
  const header = new DataView(new ArrayBuffer(8));
  writeTag(header, tag, encoding);
  header.setUint32(4, length, encoding.littleEndian);
  return new Uint8Array(header.buffer);
}

function writeTag(header: DataView, tag: string, { littleEndian }: Encoding): void {
  header.setUint16(0, Number.parseInt(tag.slice(0, 4), 16), littleEndian);
  header.setUint16(2, Number.parseInt(tag.slice(4), 16), littleEndian);
}

function encodeItems(items: readonly Elements[], encoding: Encoding): Uint8Array {
  return join(
    ...items.flatMap((item) => {
      const content = encodeElements(item, encoding);
      return encoding.undefinedLengths
        ? [
            tagAndLength("FFFEE000", undefinedLength, encoding),
            content,
            tagAndLength("FFFEE00D", 0, encoding),
          ]
        : [tagAndLength("FFFEE000", content.length, encoding), content];
    }),
  );
}

function encodeFragments(
  { fragments, offsets = [], delimited = true }: Encapsulated,
  encoding: Encoding,
) {
  const table = encodeValue("UL", offsets, encoding);
  const items = [table, ...fragments.map((fragment) => padded(fragment, 0))];
  const end = delimited ? [tagAndLength("FFFEE0DD", 0, encoding)] : [];
  return join(
    ...items.flatMap((item) => [tagAndLength("FFFEE000", item.length, encoding), item]),
    ...end,
  );
}

/** Writes a number to a view of its own size. */
type WriteNumber = (view: DataView, value: number, little: boolean) => void;

const binary: Readonly<Record<string, readonly [width: number, write: WriteNumber]>> = {
  US: [2, (view, value, little) => view.setUint16(0, value, little)],
  SS: [2, (view, value, little) => view.setInt16(0, value, little)],
  UL: [4, (view, value, little) => view.setUint32(0, value, little)],
  SL: [4, (view, value, little) => view.setInt32(0, value, little)],
  FL: [4, (view, value, little) => view.setFloat32(0, value, little)],
  FD: [8, (view, value, little) => view.setFloat64(0, value, little)],
  OV: [8, (view, value, little) => view.setBigUint64(0, BigInt(value), little)],
  UV: [8, (view, value, little) => view.setBigUint64(0, BigInt(value), little)],
  SV: [8, (view, value, little) => view.setBigInt64(0, BigInt(value), little)],
};

function encodeValue(vr: string, value: ElementValue, encoding: Encoding): Uint8Array {
  if (value instanceof Uint8Array) return padded(value, 0);
  const values = Array.isArray(value) ? value : [value];
  if (vr === "AT") return join(...values.map((tag) => encodeTag(tag, encoding)));
  if (vr in binary) return join(...values.map((number) => encodeNumber(vr, number, encoding)));
  return padded(latin1(values.join("\\")), vr === "UI" ? 0 : 0x20);
}

function encodeTag(tag: string, encoding: Encoding): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4));
  writeTag(bytes, tag, encoding);
  return new Uint8Array(bytes.buffer);
}

function encodeNumber(vr: string, number: number, { littleEndian }: Encoding): Uint8Array {
  const [width, write] = binary[vr];
  const view = new DataView(new ArrayBuffer(width));
  write(view, number, littleEndian);
  return new Uint8Array(view.buffer);
}

/** Text of characters below 256 as bytes. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function padded(bytes: Uint8Array, padding: number): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : join(bytes, Uint8Array.of(padding));
}

export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Numbers as pixel data; 1, 8, 16 or 32 bits each, signed ones in two's complement. */
export function pixelBytes(
  values: Iterable<number>,
  bits: 8 | 16 | 32,
  littleEndian = true,
): Uint8Array<ArrayBuffer> {
  const numbers = Array.from(values);
  const view = new DataView(new ArrayBuffer((numbers.length * bits) / 8));
  numbers.forEach((number, n) => {
    if (bits === 8) view.setUint8(n, number);
    else if (bits === 16) view.setUint16(2 * n, number, littleEndian);
    else view.setUint32(4 * n, number, littleEndian);
  });
  return new Uint8Array(view.buffer);
}

/** Where a slice lies, and its pixels, row by row. */
export interface Slice {
  /** Columns and rows. */
  readonly size: readonly [number, number];
  /** Between columns (x) and between rows (y), in mm. */
  readonly spacing: readonly [number, number];
  readonly position: readonly [number, number, number];
  /** Directions of a row (x) and of a column (y). */
  readonly orientation: readonly number[];
  readonly pixels: Iterable<number>;
}

/** The elements of one CT slice of signed 16-bit pixels, little endian; others add to them. */
export function sliceElements(slice: Slice, others: Elements = {}): Elements {
  const [columns, rows] = slice.size;
  const [x, y] = slice.spacing;
  return {
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
    SOPInstanceUID: `1.2.826.0.1.1.${slice.position.map((p) => Math.abs(Math.round(p * 1000))).join(".")}`,
    Modality: "CT",
    SeriesInstanceUID: "1.2.826.0.1.2",
    FrameOfReferenceUID: "1.2.826.0.1.3",
    ImagePositionPatient: slice.position.map(decimal),
    ImageOrientationPatient: slice.orientation.map(decimal),
    PixelSpacing: [decimal(y), decimal(x)],
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    Rows: rows,
    Columns: columns,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    RescaleIntercept: "0",
    RescaleSlope: "1",
    PixelData: pixelBytes(slice.pixels, 16),
    ...others,
  };
}

/** A number in the sixteen characters that a DS has. */
export function decimal(value: number): string {
  for (let digits = 15; ; digits--) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
}
