import fc from "fast-check";

/** Random complete tables of n subjects and k raters, whole numbers so that ties occur. */
export function arbitraryRatings(
  subjects: { min: number; max: number } = { min: 2, max: 8 },
  raters: { min: number; max: number } = { min: 2, max: 5 },
): fc.Arbitrary<number[][]> {
  return fc.tuple(fc.integer(subjects), fc.integer(raters)).chain(([n, k]) =>
    fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: k, maxLength: k }), {
      minLength: n,
      maxLength: n,
    }),
  );
}

/** Whether both subjects' means and measurements of a subject differ. */
export function varies(ratings: readonly (readonly number[])[]): boolean {
  const sums = ratings.map((row) => row.reduce((a, b) => a + b, 0) / row.length);
  return new Set(sums).size > 1 && ratings.some((row) => new Set(row).size > 1);
}

/** Numbers from a standard normal distribution (Box and Muller), by seed. */
export function normals(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
