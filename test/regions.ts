import fc from "fast-check";
import { identityDirection, type Vec3, type Volume } from "../src/volume/volume.ts";

export interface Pair {
  readonly image: Volume<Float64Array>;
  readonly mask: Volume<Uint8Array>;
}

/** An image and a mask written out as slices of rows; "." is a voxel outside the region. */
export function drawn(slices: readonly (readonly string[])[], spacing: Vec3 = [1, 1, 1]): Pair {
  const characters = slices.flat().join("");
  const grid = {
    size: [slices[0][0].length, slices[0].length, slices.length],
    spacing,
    origin: [0, 0, 0],
    direction: identityDirection,
  } as const;
  return {
    image: { ...grid, data: Float64Array.from(characters, (c) => (c === "." ? 99 : Number(c))) },
    mask: { ...grid, data: Uint8Array.from(characters, (c) => (c === "." ? 0 : 1)) },
  };
}

/** Small random regions with holes and unequal spacing; at least two voxels and two intensities. */
export function arbitraryPair(longest = 6, highest = 6): fc.Arbitrary<Pair> {
  const side = fc.integer({ min: 1, max: longest });
  const length = fc.constantFrom(0.5, 0.7, 1, 1.3, 2, 3);
  return fc
    .record({ size: fc.tuple(side, side, side), spacing: fc.tuple(length, length, length) })
    .chain(({ size, spacing }) => {
      const voxels = size[0] * size[1] * size[2];
      const exactly = { minLength: voxels, maxLength: voxels };
      return fc
        .record({
          intensities: fc.array(fc.integer({ min: 1, max: highest }), exactly),
          inside: fc.array(fc.constantFrom(1, 1, 1, 0), exactly),
        })
        .map(({ intensities, inside }) => {
          const grid = { size, spacing, origin: [0, 0, 0], direction: identityDirection } as const;
          return {
            image: { ...grid, data: Float64Array.from(intensities) },
            mask: { ...grid, data: Uint8Array.from(inside) },
          };
        });
    })
    .filter(({ image, mask }) => {
      const inside = image.data.filter((_, v) => mask.data[v] === 1);
      return new Set(inside).size > 1;
    });
}

/** The same volume with its axes in another order: axis a of the result is axis `order[a]`. */
export function permuted<V extends Volume>(volume: V, order: readonly number[]): V {
  const { data, size, spacing, direction } = volume;
  const pick = (values: readonly number[]) => order.map((a) => values[a]);
  const [nx, ny, nz] = pick(size);
  const stride = pick([1, size[0], size[0] * size[1]]);
  const out = data.slice();
  for (let z = 0, v = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++) out[v++] = data[x * stride[0] + y * stride[1] + z * stride[2]];
  return {
    ...volume,
    data: out,
    size: pick(size),
    spacing: pick(spacing),
    direction: [0, 3, 6].flatMap((row) => pick(direction.slice(row, row + 3))),
  };
}

/** The same volume seen in a mirror: one axis runs the other way. */
export function mirrored<V extends Volume>(volume: V, axis: number): V {
  const { data, size } = volume;
  const [nx, ny, nz] = size;
  const out = data.slice();
  for (let z = 0, v = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++) {
        const at = [x, y, z];
        at[axis] = size[axis] - 1 - at[axis];
        out[v++] = data[at[0] + nx * (at[1] + ny * at[2])];
      }
  return { ...volume, data: out };
}

/** The same volume in a larger grid, with `margin` voxels of `value` around it. */
export function surrounded<V extends Volume>(volume: V, margin: Vec3, value: number): V {
  const { data, size } = volume;
  const [nx, ny] = size;
  const larger = size.map((n, a) => n + 2 * margin[a]);
  const out = new (data.constructor as Float64ArrayConstructor)(
    larger[0] * larger[1] * larger[2],
  ).fill(value);
  data.forEach((x, v) => {
    const at = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
    const [px, py, pz] = at.map((n, a) => n + margin[a]);
    out[px + larger[0] * (py + larger[1] * pz)] = x;
  });
  return { ...volume, data: out, size: larger };
}
