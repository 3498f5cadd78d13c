/** √2 cos(kπ/16); for k = 4 it is 1. */
const [c1, c2, c3, c5, c6, c7] = [
  1.3870398453221475, 1.3065629648763766, 1.1758756024193586, 0.7856949583871021, 0.541196100146197,
  0.275899379282943,
];

/**
 * The inverse cosine transform of a block of 8 × 8 coefficients, row by row, in place (ITU-T T.81, A.3.3).
 *
 * Errors are some 1e-11 of the largest coefficient. Sums of cosines 0 and 4 alone are exact, so that values
 * half-way between two integers, which are then rounded, are the same on every machine.
 */
export function inverseDct(block: Float64Array): void {
  for (let row = 0; row < 64; row += 8) transform(block, row, 1);
  for (let column = 0; column < 8; column++) transform(block, column, 8);
  for (let n = 0; n < 64; n++) block[n] /= 8;
}

/** One dimension: eight values from `at` on, `step` apart, by even and odd cosines. */
function transform(block: Float64Array, at: number, step: number): void {
  const f0 = block[at];
  const f1 = block[at + step];
  const f2 = block[at + 2 * step];
  const f3 = block[at + 3 * step];
  const f4 = block[at + 4 * step];
  const f5 = block[at + 5 * step];
  const f6 = block[at + 6 * step];
  const f7 = block[at + 7 * step];
  const sum = f0 + f4;
  const difference = f0 - f4;
  const steep = c2 * f2 + c6 * f6;
  const flat = c6 * f2 - c2 * f6;
  const even0 = sum + steep;
  const even1 = difference + flat;
  const even2 = difference - flat;
  const even3 = sum - steep;
  const odd0 = c1 * f1 + c3 * f3 + c5 * f5 + c7 * f7;
  const odd1 = c3 * f1 - c7 * f3 - c1 * f5 - c5 * f7;
  const odd2 = c5 * f1 - c1 * f3 + c7 * f5 + c3 * f7;
  const odd3 = c7 * f1 - c5 * f3 + c3 * f5 - c1 * f7;
  block[at] = even0 + odd0;
  block[at + step] = even1 + odd1;
  block[at + 2 * step] = even2 + odd2;
  block[at + 3 * step] = even3 + odd3;
  block[at + 4 * step] = even3 - odd3;
  block[at + 5 * step] = even2 - odd2;
  block[at + 6 * step] = even1 - odd1;
  block[at + 7 * step] = even0 - odd0;
}
