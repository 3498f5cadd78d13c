import { VoxomicsError } from "../../messages/errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { type VoxelType, voxelTypes } from "../voxel-type.ts";
import { type Codec, codecOf } from "./compression.ts";
import { type Directory, numbersOf, type TiffFile } from "./tiff-file.ts";

/** A page of a TIFF file, as its fields describe it. */
export interface Page {
  /** What messages call it: `TIFF page 2`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Samples a pixel. */
  readonly channels: number;
  /** Bits of a stored sample. */
  readonly bits: number;
  /** Type that samples have in memory. */
  readonly type: VoxelType;
  readonly colour: Colour;
  /** Whether the last of its samples is the opacity. */
  readonly hasOpacity: boolean;
  readonly codec: Codec;
  /** 1: none, 2: differences of neighbours, 3: differences of the bytes of floats. */
  readonly predictor: number;
  readonly blocks: Blocks;
}

/** How colours are made of samples. */
export type Colour = "white is zero" | "grey" | "colour" | "palette";

/** The strips or tiles that a page is stored in. */
export interface Blocks {
  readonly kind: "strip" | "tile";
  /** Pixels along x and y; the last strip may have fewer rows. */
  readonly width: number;
  readonly height: number;
  /** How many there are along x and y. */
  readonly across: number;
  readonly down: number;
  /** Whether samples of a pixel lie apart, in blocks of their own. */
  readonly apart: boolean;
}

const colours: ReadonlyMap<number, Colour> = new Map<number, Colour>([
  [0, "white is zero"],
  [1, "grey"],
  [2, "colour"],
  [3, "palette"],
]);

const tag = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  orientation: 274,
  channels: 277,
  rowsPerStrip: 278,
  planar: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  extraSamples: 338,
  sampleFormat: 339,
} as const;

/** What fields are, where a page leaves them out. */
const defaults: Readonly<Partial<Record<keyof typeof tag, number>>> = {
  bits: 1,
  compression: 1,
  photometric: 1,
  fillOrder: 1,
  orientation: 1,
  channels: 1,
  rowsPerStrip: 2 ** 32 - 1,
  planar: 1,
  predictor: 1,
  sampleFormat: 1,
};

/**
 * What the fields of a page say.
 *
 * @param number of the page, from 1
 * @throws VoxomicsError `invalid-file` for fields that are missing or contradict each other, `unsupported-format` for
 *   what is not read
 */
export function pageOf(file: TiffFile, directory: Directory, number: number): Page {
  const name = `TIFF page ${number}`;
  const values = (key: keyof typeof tag): readonly number[] => {
    const field = directory.get(tag[key]);
    if (field === undefined) return [defaults[key] ?? Number.NaN];
    // the fields that are read here have a value a sample at most
    const short = { ...field, count: Math.min(field.count, mostChannels) };
    return numbersOf(file, short, `${name}, ${key}`);
  };
  const of = (key: keyof typeof tag) => values(key)[0] ?? Number.NaN;
  const [width, height, channels] = [of("width"), of("height"), of("channels")];
  const isWhole = (value: number) => Number.isSafeInteger(value) && value >= 1;
  if (![width, height, channels].every(isWhole)) {
    throw invalidFile(`${name} is of ${width} x ${height} pixels with ${channels} samples, expected whole numbers from 1`); // biome-ignore format: one line
  }
  checkPlain(name, "fill order", of("fillOrder"), "bits from the highest on");
  checkPlain(name, "orientation", of("orientation"), "rows from the top, columns from the left");
  const [bits, format] = [same(name, "bits", values("bits")), same(name, "sample format", values("sampleFormat"))]; // biome-ignore format: one line
  const type = typeOf(name, bits, format);
  const colour = colours.get(of("photometric"));
  if (colour === undefined) {
    throw unsupported(`${name} has the photometric interpretation ${of("photometric")}, expected 0 or 1 (grey), 2 (RGB) or 3 (palette)`); // biome-ignore format: one line
  }
  if (
    colour === "white is zero" &&
    (type.name.startsWith("int") || type.name.startsWith("float") || bits === 64)
  ) {
    throw unsupported(`${name} says that 0 is white, and its values are ${type.name}, which have no end that is black`); // biome-ignore format: one line
  }
  const predictor = of("predictor");
  const codec = codecOf(of("compression"), name);
  checkPredictor(name, predictor, bits, type, codec);
  const extra = directory.has(tag.extraSamples) ? values("extraSamples") : [];
  const hasOpacity = opacityOf(name, channels, colour, extra);
  const blocks = blocksOf(
    name,
    { width, height },
    {
      isTiled: directory.has(tag.tileWidth),
      tile: [of("tileWidth"), of("tileHeight")],
      rows: of("rowsPerStrip"),
      apart: of("planar") === 2 && channels > 1,
    },
  );
  return {
    name,
    width,
    height,
    channels,
    bits,
    type,
    colour,
    hasOpacity,
    codec,
    predictor,
    blocks,
  };
}

/** Most samples a pixel that are looked at. */
const mostChannels = 16;

function checkPlain(name: string, what: string, value: number, expected: string): void {
  if (value === 1) return;
  throw unsupported(`${name} has the ${what} ${value}, expected 1: ${expected}`);
}

/** The value that all samples have. */
function same(name: string, what: string, values: readonly number[]): number {
  if (values.length > 0 && values.every((value) => value === values[0])) return values[0];
  throw unsupported(`${name} has ${what} ${values.join(", ")} of its samples, expected the same`);
}

/** Types of samples whose bits are whole bytes, by the sample format. */
const wholeTypes: ReadonlyMap<number, readonly VoxelType[]> = new Map<number, readonly VoxelType[]>(
  [
    [1, [voxelTypes.uint8, voxelTypes.uint16, voxelTypes.uint32, voxelTypes.uint64]],
    [2, [voxelTypes.int8, voxelTypes.int16, voxelTypes.int32, voxelTypes.int64]],
    [3, [voxelTypes.float32, voxelTypes.float64]],
  ],
);

function typeOf(name: string, bits: number, stated: number): VoxelType {
  const format = stated === 4 ? 1 : stated; // not known what they are, so plain bits
  const known = wholeTypes.get(format)?.find((type) => type.bits === bits);
  if (known !== undefined) return known;
  if (format === 1 && Number.isInteger(bits) && bits >= 1 && bits < 16) {
    return bits < 8 ? voxelTypes.uint8 : voxelTypes.uint16;
  }
  throw unsupported(
    `${name} has samples of ${bits} bits and the sample format ${stated}, expected unsigned integers of 1 to 16, 32 or 64 bits, ` +
      "signed ones of 8, 16, 32 or 64, or floats of 32 or 64",
  );
}

function checkPredictor(
  name: string,
  predictor: number,
  bits: number,
  type: VoxelType,
  codec: Codec,
): void {
  const isFloat = type.name.startsWith("float");
  if (predictor !== 1 && !codec.predicts) {
    throw unsupported(
      `${name} has the predictor ${predictor} and the compression ${codec.name}, with which only some programs undo it: ` +
        "expected LZW or deflate",
    );
  }
  if (predictor === 1 || (predictor === 2 && [8, 16, 32].includes(bits))) return;
  if (predictor === 3 && isFloat) return;
  throw unsupported(`${name} has the predictor ${predictor} on ${bits} bits of ${type.name}, expected 1, 2 on 8, 16 or 32 bits, or 3 on floats`); // biome-ignore format: one line
}

/** Whether the last sample is the opacity. */
function opacityOf(name: string, channels: number, colour: Colour, extra: readonly number[]) {
  const colours = colour === "colour" ? 3 : 1;
  if (channels === colours) return false;
  const isOpacity = channels === colours + 1 && (extra[0] === 1 || extra[0] === 2);
  if (isOpacity && colour !== "palette") return true;
  throw unsupported(`${name} has ${channels} values a pixel (${colour}), expected one: save each of them as an image of its own`); // biome-ignore format: one line
}

interface Layout {
  readonly isTiled: boolean;
  readonly tile: readonly [number, number];
  readonly rows: number;
  readonly apart: boolean;
}

function blocksOf(
  name: string,
  { width, height }: Pick<Page, "width" | "height">,
  { isTiled, tile, rows, apart }: Layout,
): Blocks {
  const [blockWidth, blockHeight] = isTiled ? tile : [width, Math.min(rows, height)];
  if (![blockWidth, blockHeight].every((side) => Number.isSafeInteger(side) && side >= 1)) {
    const kind = isTiled ? "tiles" : "strips";
    throw invalidFile(`${name} has ${kind} of ${blockWidth} x ${blockHeight} pixels, expected whole numbers from 1`); // biome-ignore format: one line
  }
  return {
    kind: isTiled ? "tile" : "strip",
    width: blockWidth,
    height: blockHeight,
    across: Math.ceil(width / blockWidth),
    down: Math.ceil(height / blockHeight),
    apart,
  };
}

function unsupported(message: string): VoxomicsError {
  return new VoxomicsError("unsupported-format", message);
}
