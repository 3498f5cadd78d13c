import { planLineTransform } from "../math/fft.ts";
import type { GaborFilter } from "./filter.ts";

/** Parts of a real spectrum that are even and odd in the frequency, scaled for the inverse. */
export interface GaborSpectrum {
  readonly even: Float64Array;
  /** The kernel's imaginary part has the spectrum i times this. */
  readonly odd: Float64Array;
}

/**
 * The spectrum of a Gabor kernel on a periodic plane of pa × pb voxels, its centre at index 0.
 *
 * @param spacing in mm, `reach` in voxels along the two axes
 */
export function gaborSpectrum(
  theta: number,
  { sigma, lambda, gamma }: GaborFilter,
  [sa, sb]: readonly [number, number],
  [ra, rb]: readonly number[],
  [pa, pb]: readonly [number, number],
): GaborSpectrum {
  const re = new Float64Array(pa * pb);
  const im = new Float64Array(pa * pb);
  const [cos, sin] = [Math.cos(theta), Math.sin(theta)];
  const scale = 1 / (pa * pb);
  for (let y = -rb; y <= rb; y++) {
    const row = pa * ((y + pb) % pb);
    for (let x = -ra; x <= ra; x++) {
      const u = x * sa * cos + y * sb * sin;
      const v = x * sa * sin - y * sb * cos;
      const envelope = scale * Math.exp(-(u * u + gamma * gamma * v * v) / (2 * sigma * sigma));
      const to = row + ((x + pa) % pa);
      re[to] = envelope * Math.cos((2 * Math.PI * u) / lambda);
      im[to] = envelope * Math.sin((2 * Math.PI * u) / lambda);
    }
  }
  planLineTransform(pa)(re, im, { start: 0, count: pb, lineStride: pa, valueStride: 1 });
  planLineTransform(pb)(re, im, { start: 0, count: pa, lineStride: 1, valueStride: pa });
  // the transform of even + i odd is real: their spectra are its even and minus its odd part
  const even = new Float64Array(pa * pb);
  const odd = new Float64Array(pa * pb);
  for (let y = 0, v = 0; y < pb; y++) {
    const opposite = pa * ((pb - y) % pb);
    for (let x = 0; x < pa; x++, v++) {
      const w = opposite + ((pa - x) % pa);
      even[v] = (re[v] + re[w]) / 2;
      odd[v] = (re[w] - re[v]) / 2;
    }
  }
  return { even, odd };
}
