import type { DicomDataSet } from "./data-set.ts";
import { bytesOf, privateAttribute } from "./values.ts";

// The headers that Siemens MR scanners add as one private element each: named values, as text.

/** The values of each entry by its name; entries without a value are left out. */
export type CsaHeader = ReadonlyMap<string, readonly string[]>;

/** The bytes of the header of the image (`10`) or of the series (`20`); undefined without that header. */
export function csaBytes(dataSet: DicomDataSet, element: "10" | "20"): Uint8Array | undefined {
  const attribute = privateAttribute(dataSet, "SIEMENS CSA HEADER", "0029", element, "OB");
  return attribute && bytesOf(dataSet, attribute);
}

/** More entries, or values of one, than any header has. */
const mostEntries = 1000;

/** Bytes of an entry before its values: name, number of values, representation and more. */
const entryBytes = 84;

/** Bytes of a value before its text. */
const itemBytes = 16;

/**
 * The entries of a header, of the kind that starts with `SV10` or the older one, always little endian;
 * null where the bytes are no such header, or end inside it.
 */
export function readCsaHeader(bytes: Uint8Array): CsaHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isNew = textAt(bytes, 0, 4) === "SV10";
  let at = isNew ? 8 : 0;
  if (at + 8 > bytes.length) return null;
  const count = view.getUint32(at, true);
  if (count === 0 || count > mostEntries) return null;
  at += 8;
  const entries = new Map<string, string[]>();
  let firstItems = 0;
  for (let n = 0; n < count; n++) {
    if (at + entryBytes > bytes.length) return null;
    const name = textAt(bytes, at, 64);
    const items = view.getInt32(at + 76, true);
    if (items < 0 || items > mostEntries) return null;
    if (n === 0) firstItems = items;
    at += entryBytes;
    const values: string[] = [];
    for (let item = 0; item < items; item++) {
      if (at + itemBytes > bytes.length) return null;
      // the older kind states lengths that are larger by the number of the first entry's values
      const length = isNew
        ? view.getInt32(at + 4, true)
        : Math.max(0, view.getInt32(at, true) - firstItems);
      at += itemBytes;
      if (length < 0 || at + length > bytes.length) return null;
      const value = textAt(bytes, at, length).trim();
      if (value !== "") values.push(value);
      at += Math.ceil(length / 4) * 4;
    }
    if (values.length > 0) entries.set(name, values);
  }
  return entries;
}

/** Text up to its first zero. */
function textAt(bytes: Uint8Array, at: number, length: number): string {
  const part = bytes.subarray(at, at + length);
  const end = part.indexOf(0);
  return String.fromCharCode(...part.subarray(0, Math.min(end < 0 ? part.length : end, 1024)));
}

/**
 * Distance between the first two slices along the normal, by the protocol in the header of the series
 * (`sSliceArray.asSlice[0].sPosition.dSag = -3.5`), in mm; none where it does not say.
 */
export function protocolStep(
  bytes: Uint8Array,
  normal: readonly [number, number, number],
): number | undefined {
  const text = new TextDecoder("latin1").decode(bytes);
  const start = text.indexOf("### ASCCONV BEGIN");
  const end = text.indexOf("### ASCCONV END", start);
  if (start < 0 || end < 0) return undefined;
  const places: Record<string, [number, number, number]> = {};
  const pattern = /^sSliceArray\.asSlice\[([01])\]\.sPosition\.d(Sag|Cor|Tra)[ \t]*=[ \t]*(\S+)/;
  for (const line of text.slice(start, end).split("\n")) {
    const [, slice, axis, value] = pattern.exec(line) ?? [];
    if (slice === undefined) continue;
    places[slice] ??= [0, 0, 0];
    places[slice][["Sag", "Cor", "Tra"].indexOf(axis)] = Number(value);
  }
  const { 0: first, 1: second } = places;
  if (first === undefined || second === undefined) return undefined;
  const step = Math.abs(normal.reduce((sum, n, a) => sum + n * (second[a] - first[a]), 0));
  return step > 0 && Number.isFinite(step) ? step : undefined;
}
