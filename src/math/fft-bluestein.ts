import { planMixedRadix, smallFactors, smoothSize } from "./fft-mixed-radix.ts";
import type { Fft } from "./fft-transform.ts";

/**
 * Transforms of any size, as a convolution with a chirp: k m = (k² + m² - (k - m)²) / 2
 * (Bluestein, doi:10.1109/TAU.1970.1162132).
 */
export function planBluestein(size: number, batch: number): Fft {
  const padded = smoothSize(2 * size - 1);
  const inner = planMixedRadix(padded, smallFactors(padded) ?? [], batch);
  const chirpRe = new Float64Array(size);
  const chirpIm = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    // k² modulo 2 size, so that the angle of a large k keeps its digits
    const angle = (-Math.PI * ((k * k) % (2 * size))) / size;
    chirpRe[k] = Math.cos(angle);
    chirpIm[k] = Math.sin(angle);
  }
  const [kernelRe, kernelIm] = chirpSpectrum(chirpRe, chirpIm, padded);
  const re = new Float64Array(padded * batch);
  const im = new Float64Array(padded * batch);

  return {
    size,
    batch,
    transform(xr, xi) {
      for (let k = 0, v = 0; k < size; k++) {
        const cr = chirpRe[k];
        const ci = chirpIm[k];
        for (const end = v + batch; v < end; v++) {
          re[v] = xr[v] * cr - xi[v] * ci;
          im[v] = xr[v] * ci + xi[v] * cr;
        }
      }
      re.fill(0, size * batch);
      im.fill(0, size * batch);
      inner.transform(re, im);
      for (let k = 0, v = 0; k < padded; k++) {
        const cr = kernelRe[k];
        const ci = kernelIm[k];
        for (const end = v + batch; v < end; v++) {
          const r = re[v];
          re[v] = r * cr - im[v] * ci;
          im[v] = r * ci + im[v] * cr;
        }
      }
      inner.transform(im, re); // parts exchanged: the inverse
      for (let k = 0, v = 0; k < size; k++) {
        const cr = chirpRe[k];
        const ci = chirpIm[k];
        for (const end = v + batch; v < end; v++) {
          xr[v] = re[v] * cr - im[v] * ci;
          xi[v] = re[v] * ci + im[v] * cr;
        }
      }
    },
  };
}

/** Spectrum of the conjugate chirp, with the scale of the inverse transform. */
function chirpSpectrum(
  chirpRe: Float64Array,
  chirpIm: Float64Array,
  padded: number,
): [Float64Array, Float64Array] {
  const re = new Float64Array(padded);
  const im = new Float64Array(padded);
  for (let k = 0; k < chirpRe.length; k++) {
    const mirrored = (padded - k) % padded;
    re[k] = re[mirrored] = chirpRe[k] / padded;
    im[k] = im[mirrored] = -chirpIm[k] / padded;
  }
  planMixedRadix(padded, smallFactors(padded) ?? [], 1).transform(re, im);
  return [re, im];
}
