// Engines round Math.cbrt and powers each in their own way. These are made of operations that IEEE 754
// fixes to the last bit, so that a feature is the same number in Node and in every browser.

/** x^(3/2). */
export function threeHalvesPower(x: number): number {
  return x * Math.sqrt(x);
}

/** The cube root: the engine's first 24 bits, and two steps of Newton's for the others. */
export function cubeRoot(x: number): number {
  let root = Math.fround(Math.cbrt(x));
  if (root === 0 || !Number.isFinite(root)) return root;
  for (let step = 0; step < 2; step++) root -= (root - x / (root * root)) / 3;
  return root;
}
