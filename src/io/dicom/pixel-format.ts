import { VoxomicsError } from "../../messages/errors.ts";
import { quoted } from "../../messages/phrases.ts";
import { invalidFile } from "../invalid-file.ts";
import { type Keyword, nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { elementOf, numberOf, requiredNumberOf, stringOf } from "./values.ts";

/** How the pixels of an image are stored. */
export interface PixelFormat {
  /** The attribute that holds the pixels. */
  readonly attribute: Keyword;
  /** `int16`, `uint16`, `float32` … */
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  /** Bits that a pixel takes. */
  readonly bitsAllocated: number;
  /** Bits that hold the value of a pixel, from bit `shift` on, 0 being the lowest. */
  readonly bitsStored: number;
  readonly shift: number;
  readonly signed: boolean;
  readonly float: boolean;
}

/**
 * The pixel format of a grey-scale image.
 *
 * @throws VoxomicsError `unsupported-format` for colours, bitmaps and other sizes of pixels,
 *   `invalid-file` for an image that has none or contradicts itself.
 */
export function pixelFormatOf(dataSet: DicomDataSet): PixelFormat {
  refuseColour(dataSet);
  const attribute = pixelAttribute(dataSet);
  const extent = {
    attribute,
    columns: requiredNumberOf(dataSet, "Columns"),
    rows: requiredNumberOf(dataSet, "Rows"),
  };
  if (attribute === "FloatPixelData") return { ...extent, ...floatBits(32) };
  if (attribute === "DoubleFloatPixelData") return { ...extent, ...floatBits(64) };
  return { ...extent, ...integerBits(dataSet) };
}

const attributes = ["PixelData", "FloatPixelData", "DoubleFloatPixelData"] as const;

/** Whether a data set is an image of any kind. */
export function holdsPixels(dataSet: DicomDataSet): boolean {
  return attributes.some((name) => elementOf(dataSet, name) !== undefined);
}

function pixelAttribute(dataSet: DicomDataSet): (typeof attributes)[number] {
  const present = attributes.filter((name) => elementOf(dataSet, name) !== undefined);
  if (present.length === 1) return present[0];
  const found = present.length === 0 ? "none" : present.map(nameOf).join(" and ");
  throw invalidFile(
    `image has pixels in ${found}, expected one of ${attributes.map(nameOf).join(", ")}`,
    {
      found: present,
    },
  );
}

function refuseColour(dataSet: DicomDataSet): void {
  const samples = numberOf(dataSet, "SamplesPerPixel") ?? 1;
  const kind = stringOf(dataSet, "PhotometricInterpretation") ?? "MONOCHROME2";
  if (samples === 1 && kind.startsWith("MONOCHROME")) return;
  throw new VoxomicsError(
    "unsupported-format",
    `image has colours: found ${samples} samples a pixel, ${quoted(kind)}, expected 1 of MONOCHROME2 ` +
      "or MONOCHROME1",
    { samples, kind },
  );
}

function floatBits(bits: number) {
  const name = `float${bits}`;
  return { name, bitsAllocated: bits, bitsStored: bits, shift: 0, signed: true, float: true };
}

function integerBits(dataSet: DicomDataSet) {
  const bitsAllocated = requiredNumberOf(dataSet, "BitsAllocated");
  if (![8, 16, 32].includes(bitsAllocated)) {
    const hint = bitsAllocated === 1 ? " (bitmaps are read of a SEG only)" : "";
    throw new VoxomicsError(
      "unsupported-format",
      `${nameOf("BitsAllocated")} is ${bitsAllocated}, expected 8, 16 or 32${hint}`,
      { bitsAllocated },
    );
  }
  const bitsStored = numberOf(dataSet, "BitsStored") ?? bitsAllocated;
  const highBit = numberOf(dataSet, "HighBit") ?? bitsStored - 1;
  const shift = highBit + 1 - bitsStored;
  if (!(Number.isInteger(bitsStored) && bitsStored > 0 && shift >= 0 && highBit < bitsAllocated)) {
    throw invalidFile(
      `${nameOf("BitsStored")} is ${bitsStored} and ${nameOf("HighBit")} ${highBit}, which do not fit ` +
        `into the ${bitsAllocated} bits of ${nameOf("BitsAllocated")}`,
      { bitsStored, highBit, bitsAllocated },
    );
  }
  const signed = isSigned(dataSet);
  const name = `${signed ? "" : "u"}int${bitsAllocated}`;
  return { name, bitsAllocated, bitsStored, shift, signed, float: false };
}

function isSigned(dataSet: DicomDataSet): boolean {
  const representation = numberOf(dataSet, "PixelRepresentation") ?? 0;
  if (representation === 0 || representation === 1) return representation === 1;
  throw invalidFile(`${nameOf("PixelRepresentation")} is ${representation}, expected 0 or 1`, {
    representation,
  });
}
