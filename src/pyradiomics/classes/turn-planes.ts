import { columnOf, matrixOfColumns, type PerAxis } from "../../volume/vec3.ts";
import type { Grid, VoxelArray } from "../../volume/volume.ts";

/** The axes x, y, z that come first, second and last, by the axis that planes stand on: 0 is z, 2 is x. */
const orders: readonly PerAxis<number>[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 2, 0],
];

/**
 * A volume whose last axis is the one that planes stand on; the other two keep their order.
 *
 * @param standing number of that axis in PyRadiomics' arrays: 0 is z, 1 is y, 2 is x
 */
export function turnPlanes<V extends Grid & { readonly data: VoxelArray }>(
  volume: V,
  standing: number,
): V {
  if (standing === 0) return volume;
  const { data, size, spacing, direction } = volume;
  const [a, b, c] = orders[standing];
  const strides = [1, size[0], size[0] * size[1]];
  const out = data.slice();
  let v = 0;
  for (let k = 0; k < size[c]; k++) {
    for (let j = 0; j < size[b]; j++) {
      for (let i = 0; i < size[a]; i++) {
        out[v++] = data[i * strides[a] + j * strides[b] + k * strides[c]];
      }
    }
  }
  return {
    ...volume,
    data: out,
    size: [size[a], size[b], size[c]],
    spacing: [spacing[a], spacing[b], spacing[c]],
    direction: matrixOfColumns([
      columnOf(direction, a),
      columnOf(direction, b),
      columnOf(direction, c),
    ]),
  };
}
