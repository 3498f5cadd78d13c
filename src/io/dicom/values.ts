import type { VoxomicsError } from "../../messages/errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { type Attribute, attributeOf, type Keyword, nameOf } from "./attributes.ts";
import { decodeText } from "./character-set.ts";
import { type DicomDataSet, type DicomElement, parseItems } from "./data-set.ts";
import { textOf, withoutPadding } from "./text.ts";

/** An attribute by keyword, or by tag where it has none or is private. */
export type AttributeName = Keyword | Attribute;

/** Whether a data set has a value for an attribute. A sequence without items counts as a value. */
export function has(dataSet: DicomDataSet, name: AttributeName): boolean {
  const element = elementOf(dataSet, name);
  return element !== undefined && (element.length > 0 || element.items !== undefined);
}

/**
 * All values of a text attribute, without padding; none if it is absent or empty. Text that is longer
 * than any that its value representation allows is cut off.
 */
export function stringsOf(dataSet: DicomDataSet, name: AttributeName): readonly string[] {
  const bytes = bytesOf(dataSet, name);
  if (bytes === undefined || bytes.length === 0) return [];
  const { vr: known } = typeof name === "string" ? attributeOf(name) : name;
  const text = textOf(bytes, known, characterSetsOf(dataSet));
  if (unsplit.has(representationOf(dataSet, name))) return [text];
  // control characters are no part of a line of text, and would break a message's
  return text === "" ? [] : text.split("\\").map((value) => value.replace(/\p{Cc}/gu, "").trim());
}

const unsplit: ReadonlySet<string> = new Set(["LT", "ST", "UR", "UT"]);

/** The first value of a text attribute; none if it is absent or empty. */
export function stringOf(dataSet: DicomDataSet, name: AttributeName): string | undefined {
  const [first] = stringsOf(dataSet, name);
  return first === "" ? undefined : first;
}

/**
 * All values of a number attribute (text or binary); none if it is absent or empty.
 *
 * @throws VoxomicsError `invalid-file` for text that is no number, or bytes that are no whole
 *   numbers.
 */
export function numbersOf(dataSet: DicomDataSet, name: AttributeName): readonly number[] {
  const bytes = bytesOf(dataSet, name);
  if (bytes === undefined || bytes.length === 0) return [];
  const binary = binaryNumbers[representationOf(dataSet, name)];
  if (binary === undefined) return decimalsOf(bytes, name);
  if (bytes.length % binary.width !== 0) {
    throw invalidValue(name, `${bytes.length} bytes`, `a multiple of ${binary.width}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / binary.width }, (_, n) =>
    binary.read(view, n * binary.width, dataSet.littleEndian),
  );
}

type ReadNumber = (view: DataView, at: number, littleEndian: boolean) => number;

const binaryNumbers: Readonly<Record<string, { width: number; read: ReadNumber }>> = {
  US: { width: 2, read: (view, at, little) => view.getUint16(at, little) },
  SS: { width: 2, read: (view, at, little) => view.getInt16(at, little) },
  UL: { width: 4, read: (view, at, little) => view.getUint32(at, little) },
  SL: { width: 4, read: (view, at, little) => view.getInt32(at, little) },
  FL: { width: 4, read: (view, at, little) => view.getFloat32(at, little) },
  FD: { width: 8, read: (view, at, little) => view.getFloat64(at, little) },
  UV: { width: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  OV: { width: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  SV: { width: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
};

/** A decimal number. No character fits two groups, so that matching takes time linear in the length. */
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function decimalsOf(bytes: Uint8Array, name: AttributeName): readonly number[] {
  const text = withoutPadding(decodeText(bytes, []));
  if (text.trim() === "") return [];
  return text.split("\\").map((value) => {
    const number = Number(value);
    if (decimal.test(value.trim()) && Number.isFinite(number)) return number;
    throw invalidValue(name, shown(value), "a decimal number");
  });
}

/** The first value of a number attribute; none if it is absent or empty. */
export function numberOf(dataSet: DicomDataSet, name: AttributeName): number | undefined {
  return numbersOf(dataSet, name)[0];
}

/** As `numberOf`. @throws VoxomicsError `invalid-file` if there is none. */
export function requiredNumberOf(dataSet: DicomDataSet, name: AttributeName): number {
  const value = numberOf(dataSet, name);
  if (value === undefined) throw missing(name, "a number");
  return value;
}

/** As `stringOf`. @throws VoxomicsError `invalid-file` if there is none. */
export function requiredStringOf(dataSet: DicomDataSet, name: AttributeName): string {
  const value = stringOf(dataSet, name);
  if (value === undefined) throw missing(name, "a value");
  return value;
}

/** As `numbersOf`. @throws VoxomicsError `invalid-file` for another number of values. */
export function exactNumbersOf(
  dataSet: DicomDataSet,
  name: AttributeName,
  count: number,
): readonly number[] {
  const values = numbersOf(dataSet, name);
  if (values.length === 0) throw missing(name, `${count} numbers`);
  if (values.length !== count) throw invalidValue(name, `${values.length} numbers`, `${count}`);
  return values;
}

/** Items of a sequence, as data sets; none if it is absent. */
export function itemsOf(dataSet: DicomDataSet, name: AttributeName): readonly DicomDataSet[] {
  const element = elementOf(dataSet, name);
  if (element === undefined || (element.length === 0 && element.items === undefined)) return [];
  const items = element.items ?? parseItems(dataSet, element);
  const characterSets = characterSetsOf(dataSet);
  const { bytes, littleEndian, transferSyntax } = dataSet;
  return items.map((item) => ({
    elements: item.dataSet?.elements ?? {},
    bytes,
    littleEndian,
    transferSyntax,
    characterSets,
  }));
}

/** The first item of a sequence; none if it is absent or empty. */
export function itemOf(dataSet: DicomDataSet, name: AttributeName): DicomDataSet | undefined {
  return itemsOf(dataSet, name)[0];
}

/**
 * The bytes of an attribute, as a view; none if it is absent. Encapsulated pixel data have
 * fragments instead.
 */
export function bytesOf(dataSet: DicomDataSet, name: AttributeName): Uint8Array | undefined {
  const element = elementOf(dataSet, name);
  if (element === undefined) return undefined;
  const end = element.dataOffset + element.length;
  if (end > dataSet.bytes.length) {
    throw invalidValue(name, `${dataSet.bytes.length} bytes in the file`, `at least ${end}`);
  }
  return dataSet.bytes.subarray(element.dataOffset, end);
}

/** The element of an attribute, where it is present, even if it is empty. */
export function elementOf(dataSet: DicomDataSet, name: AttributeName): DicomElement | undefined {
  const { tag } = typeof name === "string" ? attributeOf(name) : name;
  return dataSet.elements[`x${tag.toLowerCase()}`];
}

/**
 * The attribute of a private element, which lies in the block that its creator has reserved.
 *
 * @param creator text of the private creator element, such as `Philips PET Private Group`.
 * @param group of the element: four hexadecimal digits
 * @param element the last two hexadecimal digits of the element's number
 */
export function privateAttribute(
  dataSet: DicomDataSet,
  creator: string,
  group: string,
  element: string,
  vr: Attribute["vr"],
): Attribute | undefined {
  const prefix = `x${group.toLowerCase()}00`;
  for (let block = 0x10; block <= 0xff; block++) {
    const reserved = block.toString(16).toUpperCase();
    if (dataSet.elements[prefix + block.toString(16)] === undefined) continue;
    const found = stringOf(dataSet, { tag: `${group}00${reserved}`, vr: "LO" });
    if (found === creator) return { tag: `${group}${reserved}${element}`, vr };
  }
  return undefined;
}

function representationOf(dataSet: DicomDataSet, name: AttributeName): string {
  const { vr } = elementOf(dataSet, name) ?? {};
  const known = typeof name === "string" ? attributeOf(name).vr : name.vr;
  return vr === undefined || vr === "UN" || vr === "" ? known : vr;
}

function characterSetsOf(dataSet: DicomDataSet): readonly string[] {
  const element = elementOf(dataSet, "SpecificCharacterSet");
  if (element === undefined) return dataSet.characterSets;
  const { dataOffset, length } = element;
  const text = textOf(dataSet.bytes.subarray(dataOffset, dataOffset + length), "CS", []);
  return text.split("\\").map((term) => term.replace(/\0/g, "").trim());
}

function missing(name: AttributeName, expected: string): VoxomicsError {
  return invalidFile(`DICOM file has no ${nameOf(name)}, expected ${expected}`, { expected });
}

function invalidValue(name: AttributeName, found: string, expected: string): VoxomicsError {
  return invalidFile(`${nameOf(name)}: found ${found}, expected ${expected}`, { found, expected });
}

/** A damaged value as far as it can be shown on one line. */
function shown(value: string): string {
  return JSON.stringify(value.length > 24 ? `${value.slice(0, 24)}…` : value);
}
