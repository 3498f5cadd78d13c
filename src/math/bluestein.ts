import type { Complex, Fft } from "./fft-plan.ts";
import { multiplyLines } from "./multiply-lines.ts";

/**
 * Transforms of any size, as a convolution with a chirp: k m = (k² + m² - (k - m)²) / 2
 * (Bluestein, doi:10.1109/TAU.1970.1162132).
 *
 * @param padded a transform of at least 2 size - 1 values; its arrays are used as working memory
 */
export function planBluestein(size: number, padded: Fft): Fft {
  const chirp = { re: new Float64Array(size), im: new Float64Array(size) };
  for (let k = 0; k < size; k++) {
    // k² modulo 2 size, so that the angle of a large k keeps its digits
    const angle = (-Math.PI * ((k * k) % (2 * size))) / size;
    chirp.re[k] = Math.cos(angle);
    chirp.im[k] = Math.sin(angle);
  }
  const kernel = chirpSpectrum(chirp, padded);
  const { input, output } = padded;
  // a transform with real and imaginary parts exchanged is the inverse transform
  const inverseInput = { re: input.im, im: input.re };
  const inverseOutput = { re: output.im, im: output.re };
  return {
    ...padded,
    size,
    transform(lines) {
      multiplyLines(padded, lines, input, chirp, input);
      padded.pad(size);
      padded.transform(lines);
      multiplyLines(padded, lines, output, kernel, inverseInput);
      padded.transform(lines);
      multiplyLines(padded, lines, inverseOutput, chirp, output);
    },
  };
}

/** Spectrum of the conjugate chirp, divided by the padded size as the inverse transform needs. */
function chirpSpectrum(chirp: Complex, padded: Fft): Complex {
  const { size, valueStride, input, output } = padded;
  padded.pad(0);
  chirp.re.forEach((re, k) => {
    for (const entry of [k, (size - k) % size]) {
      input.re[entry * valueStride] = re / size;
      input.im[entry * valueStride] = -chirp.im[k] / size;
    }
  });
  padded.transform(1);
  const spectrum = { re: new Float64Array(size), im: new Float64Array(size) };
  for (let k = 0; k < size; k++) {
    spectrum.re[k] = output.re[k * valueStride];
    spectrum.im[k] = output.im[k * valueStride];
  }
  return spectrum;
}
