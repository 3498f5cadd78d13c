// Westfall and Young, Resampling-based multiple testing, Wiley 1993, algorithm 4.1 (step-down)

/**
 * Probabilities that hold for all tests together, by Westfall and Young's step-down procedure: how often, where
 * there is no association, a test that is at most as significant comes out as significant as this one.
 *
 * (b + 1) / (B + 1) for b of B permutations, so that none is 0.
 *
 * @param strength of each test, larger for a smaller p; NaN where there was no test
 * @param permuted the strengths under each permutation of the cases, of the same tests
 */
export function stepDownMaxT(
  strength: Float64Array,
  permuted: Iterable<Float64Array>,
): Float64Array {
  const order = [...strength.keys()].filter((k) => !Number.isNaN(strength[k]));
  order.sort((a, b) => strength[b] - strength[a]);
  const reached = new Float64Array(order.length);
  let permutations = 0;
  for (const its of permuted) {
    permutations++;
    let largest = Number.NEGATIVE_INFINITY;
    for (let place = order.length - 1; place >= 0; place--) {
      const test = order[place];
      if (its[test] > largest) largest = its[test];
      if (largest >= strength[test] * (1 - rounding)) reached[place]++;
    }
  }
  const adjusted = new Float64Array(strength.length).fill(Number.NaN);
  let most = 0;
  order.forEach((test, place) => {
    most = Math.max(most, (reached[place] + 1) / (permutations + 1));
    adjusted[test] = most;
  });
  return adjusted;
}

/** A permutation that changes nothing gives the same strength but for this part of it. */
const rounding = 1e-10;
