import { inSteps, type Watch } from "../base/watch.ts";
import { type Extension, planVolumeFft } from "../math/volume-fft.ts";
import { mapVec3 } from "../volume/vec3.ts";
import type { Vec3, Volume } from "../volume/volume.ts";
import { allocate } from "./allocate.ts";
import type { Dimensions } from "./filter-axis.ts";

/**
 * A transfer function that is real up to a power of -i. Writes the real factor for each frequency of
 * `k` along x, and y and z (all are indices of the discrete transform), to `out`.
 */
export type TransferRow = (k: Int32Array, y: number, z: number, out: Float64Array) => void;

/**
 * The real part of the inverse Fourier transform of spectrum times transfer function.
 *
 * Only the Hermitian part of the transfer function contributes to the real part: the mean of its
 * value at a frequency and of the conjugate of its value at the opposite frequency. So half of the
 * spectrum is enough.
 *
 * @param turns the transfer function is `transfer` times (-i)^turns
 */
export function filterByTransfer(
  image: Volume<Float64Array>,
  extension: Extension,
  dimensions: Dimensions,
  transfer: TransferRow,
  watch: Watch,
  turns = 0,
): Float64Array {
  const next = inSteps(3, watch);
  next("spectrum");
  const fft = planVolumeFft(image.size, extension, dimensions);
  const { bins } = fft;
  const [nx, ny, nz] = fft.size;
  const re = allocate(bins * ny * nz);
  const im = allocate(bins * ny * nz);
  fft.transform(image.data, { re, im });
  const forward = Int32Array.from({ length: bins }, (_, k) => k);
  const backward = forward.map((k) => (nx - k) % nx);
  const here = new Float64Array(bins);
  const there = new Float64Array(bins);
  // conjugation changes the sign of an odd power of -i
  const sign = turns % 2 === 0 ? 1 : -1;

  const nextSlice = inSteps(nz, next("transfer"));
  for (let z = 0, v = 0; z < nz; z++) {
    nextSlice("slice");
    // slices are not transformed along z in 2D: their opposite frequencies are in the same slice
    const oppositeZ = dimensions === 3 ? (nz - z) % nz : z;
    for (let y = 0; y < ny; y++) {
      transfer(forward, y, z, here);
      transfer(backward, (ny - y) % ny, oppositeZ, there);
      for (let k = 0; k < bins; k++, v++) {
        const factor = (here[k] + sign * there[k]) / 2;
        const a = factor * re[v];
        const b = factor * im[v];
        switch (turns % 4) {
          case 0:
            re[v] = a;
            im[v] = b;
            break;
          case 1:
            re[v] = b;
            im[v] = -a;
            break;
          case 2:
            re[v] = -a;
            im[v] = -b;
            break;
          default:
            re[v] = -b;
            im[v] = a;
        }
      }
    }
  }
  next("response");
  const out = allocate(image.data.length);
  fft.restore({ re, im }, out);
  return out;
}

/** No extension: a Fourier transform treats the image as periodic. */
export function periodicExtension(size: Vec3): Extension {
  const maps = mapVec3(size, (n) => Int32Array.from({ length: n }, (_, k) => k));
  return { maps, before: [0, 0, 0] };
}
