import { lowPass, rootGroups } from "./daubechies.ts";
import type { Complex } from "./polynomial-roots.ts";

/** Number of frequencies at which the phase is compared with a line. */
const frequencies = 128;

/**
 * A symlet and its reversal have equally linear phase. For these numbers of moments the published
 * filter (in PyWavelets and MATLAB) is the one whose centre is in the second half of the taps.
 */
const laterHalf = [2, 3, 7, 11, 12, 13, 14, 15, 16, 19, 20];

/**
 * Decomposition low-pass filter of a symlet: of all choices of roots, the one whose phase is
 * closest to linear, by the sum of squared deviations over frequencies (Daubechies, Ten Lectures on
 * Wavelets, 1992, section 8.1.1).
 */
export function symletLowPass(moments: number): number[] {
  const groups = rootGroups(moments).map(({ inside, outside }) => [
    { roots: inside, bend: phaseDeviation(inside) },
    { roots: outside, bend: phaseDeviation(outside) },
  ]);
  let best: readonly Complex[] = [];
  let least = Number.POSITIVE_INFINITY;
  // the other half of the choices gives the reversed filters
  for (let choice = 0; choice < 2 ** (groups.length - 1); choice++) {
    const chosen = groups.map((group, g) => group[(choice >> g) & 1]);
    let deviation = 0;
    for (let t = 0; t < frequencies; t++) {
      deviation += chosen.reduce((sum, { bend }) => sum + bend[t], 0) ** 2;
    }
    if (deviation < least) {
      least = deviation;
      best = chosen.flatMap(({ roots }) => roots);
    }
  }
  const taps = lowPass(moments, best);
  const centre = taps.reduce((sum, tap, k) => sum + k * tap, 0) / Math.SQRT2;
  const isLater = centre > (taps.length - 1) / 2;
  return isLater === laterHalf.includes(moments) ? taps : taps.reverse();
}

/** Phase of Π (e^iω - root) for ω in (0, π], minus the straight line between its ends. */
function phaseDeviation(roots: readonly Complex[]): Float64Array {
  const phase = new Float64Array(frequencies + 1);
  for (const [re, im] of roots) {
    let last = Math.atan2(-im, 1 - re);
    let turned = 0;
    for (let t = 1; t <= frequencies; t++) {
      const angle = (Math.PI * t) / frequencies;
      const now = Math.atan2(Math.sin(angle) - im, Math.cos(angle) - re);
      const step = now - last;
      turned += step - 2 * Math.PI * Math.round(step / (2 * Math.PI));
      phase[t] += turned;
      last = now;
    }
  }
  return phase.map((p, t) => p - (phase[frequencies] * t) / frequencies).slice(1);
}
