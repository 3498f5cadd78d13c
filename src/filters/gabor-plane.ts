import { inSteps, type Watch } from "../base/watch.ts";
import { type Boundary, extendAxis } from "../convolution/boundary.ts";
import type { Pooling } from "../convolution/separable.ts";
import { fewStagesSize, planFewStages } from "../math/few-stages.ts";
import { planVolumeFft } from "../math/volume-fft.ts";
import type { Axis } from "../volume/vec3.ts";
import type { Grid, Volume } from "../volume/volume.ts";
import { planGaborKernels } from "./gabor-kernels.ts";
import type { GaborKernel } from "./gabor-spectrum.ts";

/** The axes of each plane that a kernel lies in. */
export const planeAxes = {
  xy: [[0, 1]],
  orthogonal: [
    [0, 1],
    [0, 2],
    [1, 2],
  ],
} as const satisfies Record<string, readonly (readonly [Axis, Axis])[]>;

/** Distance in standard deviations at which the envelope ends; its value there is 2e-11. */
const envelopeEnd = 7;

/** The reach of a Gabor kernel along the two axes of its plane, in voxels. */
export function gaborPlaneReach(
  { size, spacing }: Pick<Grid, "size" | "spacing">,
  [a, b]: readonly [Axis, Axis],
  { sigma, gamma }: GaborKernel,
): readonly [number, number] {
  const halfSide = Math.floor(Math.max(size[a], size[b]) / 2);
  const along = (axis: Axis) => {
    const reach = (envelopeEnd * sigma) / (Math.min(1, gamma) * spacing[axis]);
    return Math.min(halfSide, Math.ceil(reach - 1e-9));
  };
  return [along(a), along(b)];
}

/** Gabor responses in all planes parallel to two axes. */
export interface GaborPlane {
  /** Pools the moduli of all orientations into `out`; an average is left as a sum. */
  poolInto(out: Float64Array, watch: Watch): void;
}

/**
 * Convolution by Fourier transforms of the extended slices.
 *
 * @param whole the grid of which the image is a part: its size limits the kernel
 */
export function planGaborPlane(
  { data, size, spacing }: Volume<Float64Array>,
  [a, b]: readonly [Axis, Axis],
  angles: readonly number[],
  settings: GaborKernel & { readonly boundary: Boundary; readonly pooling: Pooling },
  whole: Pick<Grid, "size" | "spacing">,
): GaborPlane {
  const { boundary, pooling } = settings;
  const c = 3 - a - b;
  const strides = [1, size[0], size[0] * size[1]];
  const [na, nb, nc] = [size[a], size[b], size[c]];
  const [ra, rb] = gaborPlaneReach(whole, [a, b], settings);
  const [pa, pb] = [fewStagesSize(na + 2 * ra), fewStagesSize(nb + 2 * rb)];
  const padded = (map: Int32Array, length: number): Int32Array => {
    const extended = new Int32Array(length).fill(-1);
    extended.set(map);
    return extended;
  };
  const maps = [
    padded(extendAxis(na, ra, ra, boundary), pa),
    padded(extendAxis(nb, rb, rb, boundary), pb),
    Int32Array.of(0),
  ] as const;
  const fft = planVolumeFft([na, nb, 1], { maps, before: [ra, rb, 0] }, 2, planFewStages);

  const kernels = planGaborKernels(
    { size: [na, nb], padded: [pa, pb], before: [ra, rb], spacing: [spacing[a], spacing[b]] },
    angles,
    settings,
  );
  const spectrum = {
    re: new Float64Array(fft.bins * pb),
    im: new Float64Array(fft.bins * pb),
  };
  // slices across x are read and written several at a time: their voxels lie side by side
  const together = c === 0 ? Math.min(sideBySide, nc) : 1;
  const values = slicesOf(together, na * nb);
  const pooled = slicesOf(together, na * nb);
  const layout = { size: [na, nb], strides: [strides[a], strides[b], strides[c]] } as const;

  return {
    poolInto(out, watch) {
      const next = inSteps(nc, watch);
      for (let first = 0; first < nc; first += together) {
        const count = Math.min(together, nc - first);
        loadSlices(data, first, count, layout, values);
        for (let n = 0; n < count; n++) {
          next("slice");
          fft.transform(values[n], spectrum);
          kernels.poolInto(spectrum, pooled[n], pooling);
        }
        mergeSlices(pooled, count, layout, out, first, pooling);
      }
    },
  };
}

/** Neighbours in x that fill a cache line. */
const sideBySide = 8;

function slicesOf(count: number, voxels: number): Float64Array[] {
  return Array.from({ length: count }, () => new Float64Array(voxels));
}

/** How the voxels of slices lie in a volume: along the two axes of a slice, and from slice to slice. */
interface SliceLayout {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number, number];
}

/** Copies `count` slices of a volume, from slice `first` on. */
function loadSlices(
  data: Float64Array,
  first: number,
  count: number,
  { size: [na, nb], strides: [strideA, strideB, strideC] }: SliceLayout,
  slices: readonly Float64Array[],
): void {
  for (let y = 0, v = 0; y < nb; y++) {
    let from = first * strideC + y * strideB;
    for (let x = 0; x < na; x++, v++, from += strideA) {
      for (let n = 0; n < count; n++) slices[n][v] = data[from + n * strideC];
    }
  }
}

/** Pools `count` slices with those of a volume, from slice `first` on. */
function mergeSlices(
  slices: readonly Float64Array[],
  count: number,
  { size: [na, nb], strides: [strideA, strideB, strideC] }: SliceLayout,
  out: Float64Array,
  first: number,
  pooling: Pooling,
): void {
  for (let y = 0, v = 0; y < nb; y++) {
    let start = first * strideC + y * strideB;
    for (let x = 0; x < na; x++, v++, start += strideA) {
      for (let n = 0, to = start; n < count; n++, to += strideC) {
        const value = slices[n][v];
        if (pooling === "average") out[to] += value;
        else if (pooling === "max") out[to] = Math.max(out[to], value);
        else out[to] = Math.min(out[to], value);
      }
    }
  }
}
