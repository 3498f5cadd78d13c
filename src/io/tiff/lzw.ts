import { invalidFile } from "../invalid-file.ts";

/** The largest compression ratio of LZW: 12 bits hold a string of up to 3,838 bytes. */
export const largestLzwRatio = 2560;

/** The codes that stand for no string: begin anew, and the end (TIFF 6.0, section 13). */
const [clear, end] = [256, 257];

/** One more than the largest code. */
const mostCodes = 4096;

/**
 * Decodes LZW as TIFF has it, codes from their highest bit on, up to the end of `out`.
 *
 * @param where what messages call the data: `TIFF page 1, strip 2`
 * @returns how many bytes were written
 * @throws VoxomicsError `invalid-file` for a code that stands for nothing yet
 */
export function decodeLzw(packed: Uint8Array, out: Uint8Array, where: string): number {
  // a string is the string of `before`, and `last` behind it; `lengths` and `firsts` are of the whole of it
  const before = new Uint16Array(mostCodes);
  const last = Uint8Array.from({ length: mostCodes }, (_, code) => code & 0xff);
  const firsts = last.slice();
  const lengths = new Uint16Array(mostCodes).fill(1);
  let [bits, next, previous] = [9, 258, -1];
  let [held, count, at] = [0, 0, 0];
  for (let from = 0; at < out.length; ) {
    while (count < bits && from < packed.length) {
      held = ((held << 8) | packed[from++]) & 0xfffff;
      count += 8;
    }
    if (count < bits) break;
    count -= bits;
    const code = (held >> count) & ((1 << bits) - 1);
    if (code === end) break;
    if (code === clear) {
      [bits, next, previous] = [9, 258, -1];
      continue;
    }
    const isNew = code === next && previous >= 0 && next < mostCodes;
    if (code >= next && !isNew) {
      throw invalidFile(`${where} is damaged: found the code ${code} of LZW, expected at most ${next}`, { code }); // biome-ignore format: one line
    }
    if (previous >= 0 && next < mostCodes) {
      before[next] = previous;
      last[next] = firsts[isNew ? previous : code];
      firsts[next] = firsts[previous];
      lengths[next] = lengths[previous] + 1;
      next++;
      if (next === (1 << bits) - 1 && bits < 12) bits++;
    }
    const length = lengths[code];
    for (let place = at + length - 1, one = code; place >= at; place--) {
      if (place < out.length) out[place] = last[one];
      one = before[one];
    }
    at += length;
    previous = code;
  }
  return Math.min(at, out.length);
}
