import { type Lines, planLineTransform } from "../math/fft.ts";
import { smoothSize } from "../math/fft-mixed-radix.ts";
import type { Grid, Volume } from "../volume/volume.ts";
import { inSteps, type Watch } from "../watch.ts";
import { extendAxis } from "./boundary.ts";
import type { GaborFilter, Pooling } from "./filter.ts";
import type { Axis } from "./filter-axis.ts";
import { type GaborSpectrum, gaborSpectrum } from "./gabor-spectrum.ts";

/** Where the envelope ends, in its standard deviations: it is 2e-11 there. */
const envelopeEnd = 7;

/** How far a Gabor kernel looks along the two axes of its plane, in voxels. */
export function gaborPlaneReach(
  { size, spacing }: Pick<Grid, "size" | "spacing">,
  [a, b]: readonly [Axis, Axis],
  { sigma, gamma }: GaborFilter,
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
 * Two slices a and b are transformed as a + i b. A Gabor kernel is its own conjugate mirror image,
 * so its spectrum is real; with its even part e and odd part i h, the responses of both slices to
 * the real and to the imaginary part of the kernel are the parts of two inverse transforms.
 */
export function planGaborPlane(
  { data, size, spacing }: Volume<Float64Array>,
  [a, b]: readonly [Axis, Axis],
  angles: readonly number[],
  settings: GaborFilter,
): GaborPlane {
  const { boundary, pooling } = settings;
  const c = 3 - a - b;
  const strides = [1, size[0], size[0] * size[1]];
  const [na, nb, nc] = [size[a], size[b], size[c]];
  const [ra, rb] = gaborPlaneReach({ size, spacing }, [a, b], settings);
  const [pa, pb] = [smoothSize(na + 2 * ra), smoothSize(nb + 2 * rb)];
  const alongA = planLineTransform(pa);
  const alongB = planLineTransform(pb);
  const inner: Lines = { start: rb * pa, count: nb, lineStride: pa, valueStride: 1 };
  const columns: Lines = { start: 0, count: pa, lineStride: 1, valueStride: pa };
  const mapA = extendAxis(na, ra, ra, boundary);
  const mapB = extendAxis(nb, rb, rb, boundary);
  const spectra = angles.map((theta) =>
    gaborSpectrum(theta, settings, [spacing[a], spacing[b]], [ra, rb], [pa, pb]),
  );

  const re = new Float64Array(pa * pb);
  const im = new Float64Array(pa * pb);
  const evenRe = new Float64Array(pa * pb);
  const evenIm = new Float64Array(pa * pb);
  const oddRe = new Float64Array(pa * pb);
  const oddIm = new Float64Array(pa * pb);

  const load = (slice: number, part: Float64Array): void => {
    part.fill(0);
    if (slice >= nc) return;
    for (let y = 0; y < nb; y++) {
      const from = slice * strides[c] + y * strides[b];
      const to = (rb + y) * pa;
      for (let k = 0; k < mapA.length; k++) {
        if (mapA[k] >= 0) part[to + k] = data[from + mapA[k] * strides[a]];
      }
    }
  };
  const extendRows = (part: Float64Array): void => {
    mapB.forEach((y, row) => {
      const from = (rb + y) * pa;
      if (y >= 0 && row !== rb + y) part.copyWithin(row * pa, from, from + pa);
    });
  };
  const respond = (spectrum: GaborSpectrum): void => {
    const { even, odd } = spectrum;
    for (let v = 0; v < even.length; v++) {
      evenRe[v] = even[v] * re[v];
      evenIm[v] = even[v] * im[v];
      oddRe[v] = -odd[v] * im[v];
      oddIm[v] = odd[v] * re[v];
    }
    for (const [r, i] of [
      [evenRe, evenIm],
      [oddRe, oddIm],
    ]) {
      alongB(i, r, columns); // parts exchanged: the inverse
      alongA(i, r, inner);
    }
  };

  return {
    poolInto(out, watch) {
      const next = inSteps(Math.ceil(nc / 2), watch);
      const [first, second] = [new Float64Array(na * nb), new Float64Array(na * nb)];
      for (let slice = 0; slice < nc; slice += 2) {
        next("two slices");
        load(slice, re);
        load(slice + 1, im);
        alongA(re, im, inner);
        extendRows(re);
        extendRows(im);
        alongB(re, im, columns);
        spectra.forEach((spectrum, n) => {
          respond(spectrum);
          const pool = n === 0 ? null : pooling;
          poolModuli(evenRe, oddRe, first, na, nb, rb * pa + ra, pa, pool);
          poolModuli(evenIm, oddIm, second, na, nb, rb * pa + ra, pa, pool);
        });
        mergeSlice(first, na, nb, out, slice * strides[c], strides[a], strides[b], pooling);
        if (slice + 1 === nc) continue;
        mergeSlice(second, na, nb, out, (slice + 1) * strides[c], strides[a], strides[b], pooling);
      }
    },
  };
}

/** Pools √(p² + q²) of the inner part of two planes into `pooled`; null sets it. */
function poolModuli(
  p: Float64Array,
  q: Float64Array,
  pooled: Float64Array,
  na: number,
  nb: number,
  start: number,
  rowStride: number,
  pooling: Pooling | null,
): void {
  for (let y = 0, to = 0; y < nb; y++) {
    let v = start + y * rowStride;
    for (let x = 0; x < na; x++, v++, to++) {
      const modulus = Math.sqrt(p[v] * p[v] + q[v] * q[v]);
      if (pooling === null) pooled[to] = modulus;
      else if (pooling === "average") pooled[to] += modulus;
      else if (pooling === "max") pooled[to] = Math.max(pooled[to], modulus);
      else pooled[to] = Math.min(pooled[to], modulus);
    }
  }
}

function mergeSlice(
  slice: Float64Array,
  na: number,
  nb: number,
  out: Float64Array,
  start: number,
  strideA: number,
  strideB: number,
  pooling: Pooling,
): void {
  for (let y = 0, v = 0; y < nb; y++) {
    let to = start + y * strideB;
    for (let x = 0; x < na; x++, v++, to += strideA) {
      if (pooling === "average") out[to] += slice[v];
      else if (pooling === "max") out[to] = Math.max(out[to], slice[v]);
      else out[to] = Math.min(out[to], slice[v]);
    }
  }
}
