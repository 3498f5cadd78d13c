/** Decay constant, 1/s, of a half-life in s. */
export function decayConstant(halfLife: number): number {
  return Math.LN2 / halfLife;
}

/** By what the rate at a frame's start exceeds the mean rate over the frame: λT / (1 − exp(−λT)). */
export function frameDecay(constant: number, duration: number): number {
  const decays = constant * duration;
  return decays === 0 ? 1 : decays / -Math.expm1(-decays);
}

/** Seconds after a frame's start at which the rate is the frame's mean rate. */
export function meanRateTime(constant: number, duration: number): number {
  return Math.log(frameDecay(constant, duration)) / constant;
}

/** By what an activity decays from one instant to another, s; below 1 where it lies before. */
export function decayBetween(constant: number, from: number, to: number): number {
  return Math.exp(constant * (to - from));
}
