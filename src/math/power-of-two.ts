import FFT from "fft.js";
import type { Workspace } from "../base/workspace.ts";
import type { Fft } from "./fft-plan.ts";

/**
 * Transforms of 2, 4, 8 … values by fft.js, one line after another. Its complex numbers alternate
 * between real and imaginary part.
 */
export function planPowerOfTwo(size: number, batch: number, { floats }: Workspace): Fft {
  const fft = new FFT(size);
  const lineStride = 2 * size;
  const from = floats(lineStride * batch);
  const to = floats(lineStride * batch);
  const lineOf = (block: Float64Array) => (_: unknown, b: number) =>
    block.subarray(b * lineStride, (b + 1) * lineStride);
  const inputs = Array.from({ length: batch }, lineOf(from));
  const outputs = Array.from({ length: batch }, lineOf(to));
  return {
    size,
    batch,
    valueStride: 2,
    lineStride,
    input: { re: from, im: from.subarray(1) },
    output: { re: to, im: to.subarray(1) },
    pad(first) {
      for (const line of inputs) line.fill(0, 2 * first);
    },
    transform(lines) {
      for (let b = 0; b < lines; b++) fft.transform(outputs[b], inputs[b]);
    },
  };
}
