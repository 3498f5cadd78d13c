import { VoxomicsError } from "../../messages/errors.ts";
import type { VoxelArray } from "../../volume/volume.ts";

/** The samples of a picture, those of a pixel beside each other, row by row. */
export interface Samples {
  readonly data: VoxelArray;
  /** Number of pixels in a row. */
  readonly width: number;
  /** Number of samples a pixel: 1 of grey, 3 of red, green and blue, and one more with opacity. */
  readonly channels: number;
  /** The value of the last sample where a pixel is opaque; null where no sample is of opacity. */
  readonly opaque: number | null;
}

/**
 * The grey values of a picture. Red, green and blue that are the same in every pixel are grey.
 *
 * @param where what messages call the picture: `PNG`
 * @throws VoxomicsError `unsupported-format` for a pixel of a colour, or one that is not opaque
 */
export function greyOf(
  { data, width, channels, opaque }: Samples,
  where: string,
): { readonly data: VoxelArray } {
  if (channels === 1) return { data };
  const count = data.length / channels;
  const colours = opaque === null ? channels : channels - 1;
  const grey = data.slice(0, count);
  for (let v = 0, at = 0; v < count; v++, at += channels) {
    const value = data[at];
    if (colours === 3 && (data[at + 1] !== value || data[at + 2] !== value)) {
      throw colourRefused(where, placeOf(v, width), [value, data[at + 1], data[at + 2]]);
    }
    if (opaque !== null && data[at + colours] !== opaque) {
      throw notOpaque(where, placeOf(v, width), `${data[at + colours]} of ${opaque}`);
    }
    grey[v] = value;
  }
  return { data: grey };
}

/** The column and the row of a pixel. */
export function placeOf(pixel: number, width: number): readonly [number, number] {
  return [pixel % width, Math.floor(pixel / width)];
}

/** The refusal of a picture with a pixel of a colour. */
export function colourRefused(
  where: string,
  [x, y]: readonly [number, number],
  colour: readonly number[],
): VoxomicsError {
  return new VoxomicsError(
    "unsupported-format",
    `${where} is of colours: its pixel (${x}, ${y}) has red, green and blue of ${colour.join(", ")}, ` +
      "expected one grey value: save it as greyscale, of intensities or of label numbers",
    { pixel: [x, y], found: colour },
  );
}

/** The refusal of a picture with a pixel that is not opaque. */
export function notOpaque(
  where: string,
  [x, y]: readonly [number, number],
  opacity: string,
): VoxomicsError {
  return new VoxomicsError(
    "unsupported-format",
    `${where} is transparent: its pixel (${x}, ${y}) has an opacity of ${opacity}, ` +
      "expected opaque pixels: save it without opacity",
    { pixel: [x, y] },
  );
}
