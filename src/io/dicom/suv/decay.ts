/** Decay constant, 1/s, of a half-life in s. */
export function decayConstant(halfLife: number): number {
  return Math.LN2 / halfLife;
}

/** Count rate at the start of a frame divided by its mean over the frame: λT / (1 − exp(−λT)); T in s. */
export function frameDecay(constant: number, duration: number): number {
  const decays = constant * duration;
  return decays === 0 ? 1 : decays / -Math.expm1(-decays);
}

/** Seconds after the start of a frame at which the count rate is its mean over the frame. */
export function meanRateTime(constant: number, duration: number): number {
  return Math.log(frameDecay(constant, duration)) / constant;
}

/** Activity at instant `from` divided by that at `to`, in s; below 1 where `to` is earlier. */
export function decayBetween(constant: number, from: number, to: number): number {
  return Math.exp(constant * (to - from));
}
