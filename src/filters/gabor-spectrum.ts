import { periodicExtension } from "../convolution/fourier-filter.ts";
import { planVolumeFft } from "../math/volume-fft.ts";
import type { GaborKernel } from "./gabor-plane.ts";

/** The spectra of the parts of a Gabor kernel, for frequencies 0 … pa / 2 along the first axis. */
export interface GaborSpectrum {
  /** Spectrum of the kernel's real part, which is even. */
  readonly even: Float64Array;
  /** Spectrum of the kernel's imaginary part, which is odd, divided by i. */
  readonly odd: Float64Array;
}

/**
 * The spectrum of a Gabor kernel on a periodic plane of pa × pb voxels, its centre at index 0.
 *
 * @param spacing in mm, `reach` in voxels along the two axes
 */
export function gaborSpectrum(
  theta: number,
  { sigma, lambda, gamma }: GaborKernel,
  [sa, sb]: readonly [number, number],
  [ra, rb]: readonly number[],
  [pa, pb]: readonly [number, number],
): GaborSpectrum {
  const real = new Float64Array(pa * pb);
  const imaginary = new Float64Array(pa * pb);
  const [cos, sin] = [Math.cos(theta), Math.sin(theta)];
  for (let y = -rb; y <= rb; y++) {
    const row = pa * ((y + pb) % pb);
    for (let x = -ra; x <= ra; x++) {
      const u = x * sa * cos + y * sb * sin;
      const v = x * sa * sin - y * sb * cos;
      const envelope = Math.exp(-(u * u + gamma * gamma * v * v) / (2 * sigma * sigma));
      const to = row + ((x + pa) % pa);
      real[to] = envelope * Math.cos((2 * Math.PI * u) / lambda);
      imaginary[to] = envelope * Math.sin((2 * Math.PI * u) / lambda);
    }
  }
  const fft = planVolumeFft([pa, pb, 1], periodicExtension([pa, pb, 1]), 2);
  const spectrumOf = (part: Float64Array) => {
    const re = new Float64Array(fft.bins * pb);
    const im = new Float64Array(fft.bins * pb);
    fft.transform(part, { re, im });
    return { re, im };
  };
  return { even: spectrumOf(real).re, odd: spectrumOf(imaginary).im };
}
