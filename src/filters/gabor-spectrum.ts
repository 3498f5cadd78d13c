import { periodicExtension } from "../convolution/fourier-filter.ts";
import { planFewStages } from "../math/few-stages.ts";
import { planVolumeFft } from "../math/volume-fft.ts";

/** A Gabor kernel. */
export interface GaborKernel {
  /** Standard deviation of the envelope, in mm. */
  readonly sigma: number;
  /** Wavelength, in mm. */
  readonly lambda: number;
  /** As in the settings of the filter. */
  readonly gamma: number;
}

/**
 * The spectrum of a Gabor kernel, for frequencies 0 … pa / 2 along the first axis. It is real: that of
 * the kernel's real part, which is even, minus or plus that of its imaginary part divided by i, which is odd.
 * Both are divided by pa pb, as the inverse transform needs.
 */
export interface GaborSpectrum {
  /** The difference, which is the spectrum. */
  readonly plus: Float64Array;
  /** The sum, which is the spectrum at the opposite frequencies. */
  readonly minus: Float64Array;
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
  const fft = planVolumeFft([pa, pb, 1], periodicExtension([pa, pb, 1]), 2, planFewStages);
  const spectrumOf = (part: Float64Array) => {
    const re = new Float64Array(fft.bins * pb);
    const im = new Float64Array(fft.bins * pb);
    fft.transform(part, { re, im });
    return { re, im };
  };
  const even = spectrumOf(real).re;
  const odd = spectrumOf(imaginary).im;
  const scale = 1 / (pa * pb);
  return {
    plus: even.map((value, v) => scale * (value - odd[v])),
    minus: even.map((value, v) => scale * (value + odd[v])),
  };
}
