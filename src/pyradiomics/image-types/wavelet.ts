import { orDefault } from "../../schema/defaults.ts";
import { choice, integer } from "../../schema/values.ts";
import type { Box } from "../../volume/box.ts";
import { type Axis, mapVec3, type PerAxis, perAxis } from "../../volume/vec3.ts";
import type { Volume } from "../../volume/volume.ts";
import { decompositionFilters, waveletNames } from "../wavelets/decomposition-filters.ts";
import { type DerivedImage, imageType, type SettingsOfType } from "./image-type.ts";
import { placePart, seenBox } from "./region-part.ts";
import { type SubBand, subBands } from "./stationary-wavelet.ts";

const settings = {
  start_level: orDefault(
    integer({ description: "Levels before the first that gives images.", minimum: 0 }),
    0,
  ),
  level: orDefault(integer({ description: "Levels that give images.", minimum: 1 }), 1),
  wavelet: orDefault(
    choice(waveletNames, {
      description:
        "haar, db1 to db38, sym2 to sym20, coif1 to coif5, dmey, bior1.1 to bior6.8, rbio1.1 to rbio6.8.",
      examples: ["coif1", "haar", "db2", "bior2.2"],
    }),
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
  reads: ["force2D", "force2Ddimension"],
  derive: (image, mask, chosen, margin = 0) => ({
    images: decompositions(image, seenBox(mask, margin), chosen),
    notes: [],
  }),
});

function* decompositions(
  image: Volume,
  box: Box,
  { wavelet: name, level, start_level, force2D, force2Ddimension }: SettingsOfType<typeof settings>,
): Generator<DerivedImage> {
  const precision = image.data instanceof Float32Array ? 32 : 64;
  const filters = decompositionFilters(name, precision);
  const axes = ([0, 1, 2] as const).filter((axis) => !(force2D && axis === 2 - force2Ddimension));
  const reach = (start_level + level) * (filters.low.length / 2);
  const spans = perAxis((axis) =>
    spanOf(image.size[axis], box, axis, axes.includes(axis) ? reach : 0),
  );
  const size = mapVec3(spans, ({ places }) => places.length);
  const imageOf = (band: string, nth: number, data: Float64Array): DerivedImage => {
    const length = image.data.length;
    const out = precision === 32 ? new Float32Array(length) : new Float64Array(length);
    placePart(
      data,
      size,
      mapVec3(spans, ({ start }) => start),
      out,
      image.size,
      box,
    );
    return { name: `wavelet${nth === 1 ? "" : nth}-${band}`, volume: { ...image, data: out } };
  };
  let approximation = gathered(
    image,
    mapVec3(spans, ({ places }) => places),
  );
  for (let nth = 1 - start_level; nth <= level; nth++) {
    const bands = subBands(approximation, size, axes, filters, precision);
    approximation = (bands.next().value as SubBand).data; // there is always one
    if (nth < 1) continue;
    for (const { letters, data } of bands) yield imageOf(letters, nth, data);
  }
  yield imageOf("L".repeat(axes.length), level, approximation);
}

/** The part of an axis that a box depends on. */
interface Span {
  /** The voxel of the image at each place. */
  readonly places: Int32Array;
  /** The place of the box's first voxel. */
  readonly start: number;
}

/**
 * The places within `reach` of a box along an axis that goes on periodically, after it is made even; the whole
 * axis if that is shorter.
 */
function spanOf(count: number, { min, max }: Box, axis: Axis, reach: number): Span {
  const even = reach === 0 ? count : count + (count % 2);
  const length = max[axis] - min[axis] + 1 + 2 * reach;
  const [first, start] = length < even ? [min[axis] - reach, reach] : [0, min[axis]];
  const places = Int32Array.from(
    { length: Math.min(length, even) },
    (_, k) => ((((first + k) % even) + even) % even) % count,
  );
  return { places, start };
}

/** The voxels at places along each axis. */
function gathered(
  { data, size: [nx, ny] }: Volume,
  [px, py, pz]: PerAxis<Int32Array>,
): Float64Array {
  const out = new Float64Array(px.length * py.length * pz.length);
  let v = 0;
  for (const z of pz) {
    for (const y of py) {
      const row = nx * (y + ny * z);
      for (let k = 0; k < px.length; k++) out[v++] = data[row + px[k]];
    }
  }
  return out;
}
