import { quoted } from "../../messages/phrases.ts";
import { type Directory, numbersOf, type TiffFile, textOf } from "./tiff-file.ts";

/** What the program that wrote a file says of its pages, beyond TIFF. */
export interface Metadata {
  /** The size of pixels that the file states, in words; null for none. It is not used. */
  readonly resolution: string | null;
  /** How pages are ordered; null where no program says it, and all are slices. */
  readonly order: PageOrder | null;
}

/** How many channels, slices and times pages are of, and which of these changes fastest. */
export interface PageOrder {
  readonly writer: "ImageJ" | "OME";
  readonly channels: number;
  readonly slices: number;
  readonly times: number;
  /** The fastest first: `CZT`. */
  readonly axes: string;
  /** Pages whose places are stated one by one; all numbers from 0. */
  readonly places: readonly PagePlace[];
}

/** Which channel, slice and time a page is. */
export interface PagePlace {
  readonly page: number;
  readonly channel: number;
  readonly slice: number;
  readonly time: number;
}

/** What the first page says of all pages, in the texts of ImageJ and OME and the tags of TIFF. */
export function metadataOf(file: TiffFile, first: Directory): Metadata {
  const text = textOf(file, first.get(270)) ?? "";
  if (text.startsWith("ImageJ=")) return ofImageJ(text, pixelsAUnit(file, first));
  // elements may have a prefix: <OME:Pixels>
  const pixels = /<(?:\w+:)?Pixels\b([^>]*)>/.exec(text)?.[1];
  if (pixels !== undefined && /<(?:\w+:)?OME\b/.test(text)) {
    return ofOme(pixels, text, samplesOf(file, first));
  }
  return { resolution: ofTags(file, first), order: null };
}

/** Lines of `key=value`. */
function ofImageJ(text: string, density: string | null): Metadata {
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, "m").exec(text)?.[1].trim();
  const count = (key: string) => countOf(value(key));
  const [channels, times, images] = [count("channels"), count("frames"), count("images")];
  const stated = value("slices");
  const slices = stated === undefined ? images / (channels * times) : countOf(stated);
  const unit = value("unit");
  const apart = value("spacing");
  const sizes = [
    ...(density === null ? [] : [`${density} pixels a unit`]),
    ...(apart === undefined ? [] : [`slices ${quoted(apart)} units apart`]),
  ];
  const named = unit === undefined || unit === "" ? "" : `, in the unit ${quoted(unit)}`;
  const resolution = sizes.length === 0 ? null : `${sizes.join(", ")}${named}, by ImageJ`;
  return {
    resolution,
    order: { writer: "ImageJ", channels, slices, times, axes: "CZT", places: [] },
  };
}

/** @param pixels the attributes of the element Pixels */
function ofOme(pixels: string, text: string, samples: number): Metadata {
  const value = (key: string) => attribute(pixels, key);
  const sides = ["X", "Y", "Z"].flatMap((axis) => {
    const side = value(`PhysicalSize${axis}`);
    if (side === undefined) return [];
    return [quoted(`${side} ${value(`PhysicalSize${axis}Unit`) ?? "µm"}`)];
  });
  const channels = countOf(value("SizeC")) / samples;
  return {
    resolution: sides.length === 0 ? null : `${sides.join(" x ")}, by OME`,
    order: {
      writer: "OME",
      channels: channels >= 1 ? channels : 1,
      slices: countOf(value("SizeZ")),
      times: countOf(value("SizeT")),
      axes: (value("DimensionOrder") ?? "XYZCT").slice(2),
      places: placesIn(text, samples),
    },
  };
}

/** Which pages the elements TiffData place, by their first ones. */
function placesIn(text: string, samples: number): PagePlace[] {
  return Array.from(text.matchAll(/<(?:\w+:)?TiffData\b([^>]*)>/g), ([, attributes]) => {
    const number = (key: string) => Number(attribute(attributes, key) ?? 0);
    return {
      page: number("IFD"),
      channel: Math.floor(number("FirstC") / samples),
      slice: number("FirstZ"),
      time: number("FirstT"),
    };
  });
}

/** The value of an attribute in the text of an element. */
function attribute(element: string, key: string): string | undefined {
  return new RegExp(`\\b${key}\\s*=\\s*["']([^"']*)["']`).exec(element)?.[1];
}

/** A count that a text states; 1 where it states none. */
function countOf(text: string | undefined): number {
  const count = Number(text);
  return Number.isSafeInteger(count) && count >= 1 ? count : 1;
}

const unitNames: ReadonlyMap<number, string> = new Map([
  [2, "an inch"],
  [3, "a centimetre"],
]);

function ofTags(file: TiffFile, first: Directory): string | null {
  const density = pixelsAUnit(file, first);
  const unit = first.get(296);
  const code = unit === undefined ? 2 : (numbers(file, { ...unit, count: 1 })[0] ?? 1);
  return density === null ? null : `${density} pixels ${unitNames.get(code) ?? "a unit that it does not name"}`; // biome-ignore format: one line
}

/** `72 x 72`; null where the resolution is not stated, or no number. */
function pixelsAUnit(file: TiffFile, first: Directory): string | null {
  const [x, y] = [282, 283].map((tag) => {
    const field = first.get(tag);
    return field === undefined ? undefined : numbers(file, { ...field, count: 1 })[0];
  });
  const isStated = [x, y].every((value) => value !== undefined && value > 0 && value < Infinity);
  return isStated ? `${shown(x)} x ${shown(y)}` : null;
}

const shown = (value: number | undefined) => String(Number(value?.toPrecision(6)));

/** Samples a pixel. */
function samplesOf(file: TiffFile, first: Directory): number {
  const field = first.get(277);
  return field === undefined ? 1 : (numbers(file, { ...field, count: 1 })[0] ?? 1);
}

/** The numbers of a field; none if they cannot be read, as nothing depends on them. */
function numbers(file: TiffFile, field: Parameters<typeof numbersOf>[1]): readonly number[] {
  try {
    return numbersOf(file, field, "resolution");
  } catch {
    return [];
  }
}
