import { asFloat64 } from "../../convolution/allocate.ts";
import { orDefault } from "../../schema/defaults.ts";
import { choice, integer } from "../../schema/values.ts";
import { type Axis, perAxis } from "../../volume/vec3.ts";
import type { Vec3, Volume } from "../../volume/volume.ts";
import { decompositionFilters, waveletNames } from "../wavelets/decomposition-filters.ts";
import { type DerivedImage, imageType, type SettingsOfType } from "./image-type.ts";
import { type SubBand, subBands } from "./stationary-wavelet.ts";

const settings = {
  start_level: orDefault(integer({ minimum: 0 }), 0),
  level: orDefault(integer({ minimum: 1 }), 1),
  wavelet: orDefault(
    choice(waveletNames, { examples: ["coif1", "haar", "db2", "bior2.2"] }),
    "coif1",
  ),
};

/**
 * The sub-bands of a stationary wavelet transform. One level is made after the other, each from the last
 * one's approximation with the same filters (no zeros between taps); the first `start_level` levels give no
 * images, and only the last gives its approximation.
 *
 * An axis of odd length is extended by its first voxel, and cut again in what comes out.
 */
export const wavelet = imageType({
  name: "Wavelet",
  settings,
  derive: (image, _mask, chosen) => ({ images: decompositions(image, chosen), notes: [] }),
});

function* decompositions(
  image: Volume,
  { wavelet: name, level, start_level, force2D, force2Ddimension }: SettingsOfType<typeof settings>,
): Generator<DerivedImage> {
  const axes = ([0, 1, 2] as const).filter((axis) => !(force2D && axis === 2 - force2Ddimension));
  const size = evenSize(image.size, axes);
  const precision = image.data instanceof Float32Array ? 32 : 64;
  const filters = decompositionFilters(name, precision);
  const imageOf = (band: string, nth: number, data: Float64Array): DerivedImage => {
    const cut = resized(data, size, image.size);
    const volume = { ...image, data: precision === 32 ? Float32Array.from(cut) : cut };
    return { name: `wavelet${nth === 1 ? "" : nth}-${band}`, volume };
  };
  let approximation = resized(asFloat64(image.data), image.size, size);
  for (let nth = 1 - start_level; nth <= level; nth++) {
    const bands = subBands(approximation, size, axes, filters, precision);
    approximation = (bands.next().value as SubBand).data; // there is always one
    if (nth < 1) continue;
    for (const { letters, data } of bands) yield imageOf(letters, nth, data);
  }
  yield imageOf("L".repeat(axes.length), level, approximation);
}

/** The size with one more voxel on filtered axes of odd length. */
function evenSize(size: Vec3, axes: readonly Axis[]): Vec3 {
  return perAxis((axis) => size[axis] + (axes.includes(axis) ? size[axis] % 2 : 0));
}

/** A volume that is extended periodically, or cut, at the ends of its axes. */
function resized(data: Float64Array, from: Vec3, to: Vec3): Float64Array {
  if (to.every((n, axis) => n === from[axis])) return data;
  const [nx, ny, nz] = to;
  const out = new Float64Array(nx * ny * nz);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const row = from[0] * ((y % from[1]) + from[1] * (z % from[2]));
      for (let x = 0; x < nx; x++, v++) out[v] = data[row + (x % from[0])];
    }
  }
  return out;
}
