import type { Complex, Fft } from "./fft-plan.ts";

/**
 * Multiplies the first values of lines in a block by complex factors, value k by factor k.
 *
 * `from` and `to` have the layout of the plan. They may be the same arrays, also with the real and
 * imaginary parts exchanged.
 */
export function multiplyLines(
  { valueStride, lineStride }: Pick<Fft, "valueStride" | "lineStride">,
  lines: number,
  from: Complex,
  factors: Complex,
  to: Complex,
): void {
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  const { re: fr, im: fi } = factors;
  if (lineStride < valueStride) {
    for (let k = 0; k < fr.length; k++) {
      const a = fr[k];
      const b = fi[k];
      const end = k * valueStride + lines * lineStride;
      for (let v = k * valueStride; v < end; v += lineStride) {
        const r = xr[v];
        const i = xi[v];
        yr[v] = r * a - i * b;
        yi[v] = r * b + i * a;
      }
    }
    return;
  }
  for (let line = 0; line < lines; line++) {
    for (let k = 0, v = line * lineStride; k < fr.length; k++, v += valueStride) {
      const r = xr[v];
      const i = xi[v];
      yr[v] = r * fr[k] - i * fi[k];
      yi[v] = r * fi[k] + i * fr[k];
    }
  }
}
