import { inSteps, type Watch } from "../base/watch.ts";
import { choose, randomStream } from "../math/random.ts";
import { benjaminiHochberg } from "./adjust-p.ts";
import type { CheckedTests } from "./associate-options.ts";
import { type Association, associationRow, volumeCorrelations } from "./association-row.ts";
import { type Tested, testAssociation } from "./association-test.ts";
import { stepDownMaxT } from "./max-t.ts";
import type { Outcome } from "./outcome.ts";

/** The associations of every feature with every outcome: outcomes in their order, features within each. */
export function allAssociations(
  features: Readonly<Record<string, Float64Array>>,
  outcomes: readonly Outcome[],
  { names, cases, testing, permutations, seed, volume }: CheckedTests,
  watch: Watch,
): Association[] {
  const next = inSteps(outcomes.length * (1 + permutations), watch);
  const adjusted = testing.covariates.length > 0;
  const withVolume = volumeCorrelations(Object.values(features), volume);
  const rows = outcomes.flatMap((outcome) => {
    next(outcome.name);
    const tested = names.map((name) => testAssociation(features[name], outcome, testing));
    const p = pOf(tested);
    const permuted = function* (): Generator<Float64Array> {
      // intervals are not needed
      const plain = { ...testing, bootstrap: null };
      const all = Uint32Array.from({ length: cases }, (_, row) => row);
      for (let k = 0; k < permutations; k++) {
        next(outcome.name);
        const order = Uint32Array.from(choose(all, cases, randomStream(seed + k, "permutation")));
        yield strengths(
          pOf(names.map((name) => testAssociation(features[name], outcome, plain, order))),
        );
      }
    };
    const q = benjaminiHochberg(p);
    const maxT = permutations === 0 ? null : stepDownMaxT(strengths(p), permuted());
    return names.map((name, k) =>
      associationRow(name, outcome, tested[k], {
        ...{ q: q[k], qAll: Number.NaN, pMaxT: maxT?.[k] ?? Number.NaN },
        ...{ volumeCorrelation: withVolume[k], cases, adjusted },
      }),
    );
  });
  const qAll = benjaminiHochberg(Float64Array.from(rows, ({ p }) => p ?? Number.NaN));
  return rows.map((row, k) => ({ ...row, qAll: Number.isNaN(qAll[k]) ? null : qAll[k] }));
}

function pOf(tested: readonly Tested[]): Float64Array {
  return Float64Array.from(tested, ({ result }) => result?.p ?? Number.NaN);
}

/** Larger for a smaller p, so that tests of different statistics compare. */
function strengths(p: Float64Array): Float64Array {
  return p.map((value) => -Math.log(value));
}
