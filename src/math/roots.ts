// JavaScript engines round Math.cbrt and powers differently. The functions here use only operations
// that IEEE 754 defines to the last bit, so that a feature is the same number in Node and in every
// browser.

/** x^(3/2). */
export function threeHalvesPower(x: number): number {
  return x * Math.sqrt(x);
}

/** The cube root: rounded to 24 bits first, then two Newton steps to full precision. */
export function cubeRoot(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  let root = Math.fround(newton(x, firstGuess(x), 4));
  if (root === 0 || !Number.isFinite(root)) return root;
  root = newton(x, root, 2);
  return root;
}

/** Newton steps towards the cube root of x, from a guess. */
function newton(x: number, guess: number, steps: number): number {
  let root = guess;
  for (let step = 0; step < steps; step++) root -= (root - x / (root * root)) / 3;
  return root;
}

/** The cube root to within 5 %, by dividing the upper 32 bits, exponent and first digits, by 3. */
function firstGuess(x: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(x));
  // 715094163 is (1023 - 1023 / 3) × 2²⁰ minus a correction that makes the largest error smallest
  bits.setUint32(0, Math.floor(bits.getUint32(0) / 3) + 715094163);
  return Math.sign(x) * bits.getFloat64(0);
}
