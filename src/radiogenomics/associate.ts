import { inSteps, type Watch } from "../base/watch.ts";
import { choose, randomStream } from "../math/random.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { counted, quoted } from "../messages/phrases.ts";
import { correlationMatrix } from "../reproducibility/correlation.ts";
import { tailOf } from "../reproducibility/estimate.ts";
import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { benjaminiHochberg } from "./adjust-p.ts";
import {
  type AssociationTest,
  effectNames,
  type Tested,
  type TestOptions,
  testAssociation,
  testOf,
} from "./association-test.ts";
import type { Covariate } from "./covariates.ts";
import { stepDownMaxT } from "./max-t.ts";
import type { Outcome, OutcomeType } from "./outcome.ts";
import type { AssociationReason } from "./test-result.ts";

/** How features are tested against outcomes. */
export interface AssociateOptions extends Watch {
  /** What associations are adjusted for. Default: nothing. */
  readonly adjust?: readonly Covariate[] | undefined;
  /** Probability that an interval covers the true effect. Default 0.95. */
  readonly confidence?: number | undefined;
  /** Whether Wilcoxon's p is counted where both groups are below 50 and nothing is tied. Default false. */
  readonly exact?: boolean | undefined;
  /** Samples for the interval of epsilon squared; 0 for none. Default 1000. */
  readonly bootstrap?: number | undefined;
  /** Permutations for `pMaxT`. Default 0: none. */
  readonly permutations?: number | undefined;
  /** What random numbers are made from: an integer from 0. Default 1. */
  readonly seed?: number | undefined;
  /** The volume of each case's region, for `volumeCorrelation`. */
  readonly volume?: Float64Array | undefined;
}

/** The association of a feature with an outcome. Numbers are null where there is a reason. */
export interface Association {
  readonly feature: string;
  readonly outcome: string;
  readonly outcomeType: OutcomeType;
  readonly test: AssociationTest;
  /** Cases that were tested, and cases without a value of the feature, the outcome or a covariate. */
  readonly n: number;
  readonly missing: number;
  readonly statistic: number | null;
  readonly effect: number | null;
  readonly effectName: string;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly p: number | null;
  /** The false discovery rate by Benjamini and Hochberg over the features of this outcome. */
  readonly q: number | null;
  /** The same over all features and outcomes. */
  readonly qAll: number | null;
  /** p over all features of this outcome by Westfall and Young; null unless permutations were asked for. */
  readonly pMaxT: number | null;
  /** Spearman's correlation of the feature with the volume of the region; null without one. */
  readonly volumeCorrelation: number | null;
  readonly reason: AssociationReason | null;
  /** Of Cox' regression: Harrell's concordance, and p of a departure from proportional hazards. */
  readonly concordance: number | null;
  readonly proportionalHazardsP: number | null;
}

/**
 * Tests every feature against every outcome.
 *
 * | outcome | test | with covariates | effect |
 * |---|---|---|---|
 * | number, order | Spearman | partial Spearman | rho |
 * | two groups | Wilcoxon's rank sum | logistic, Firth's where groups separate | AUC; odds ratio per SD |
 * | groups | Kruskal-Wallis | F test of the linear model | epsilon squared; partial eta squared |
 * | survival | Cox, Efron's ties | Cox | hazard ratio per SD |
 *
 * @param features a value a case; NaN where there is none. All have the same length.
 * @param outcomes of the same cases
 * @throws VoxomicsError `invalid-table` where lengths differ or names repeat, `invalid-settings`
 * @returns outcomes in their order, features within each
 *
 * @example
 * ```ts
 * import { associate, outcomeOf } from "voxomics/radiogenomics";
 *
 * const features = { "glcm.contrast.3D:mrg": Float64Array.of(3, 5, 4, 8, 9, 7, 11, 10, 12, 13) };
 * const idh = outcomeOf("IDH", [..."wwwwwmmmmm"]);
 * const [row] = associate(features, [idh]);
 * console.log(row.test, row.effect, row.p, row.q); // wilcoxon, AUC of the second group …
 * ```
 */
export function associate(
  features: Readonly<Record<string, Float64Array>>,
  outcomes: readonly Outcome[],
  options: AssociateOptions = {},
): Association[] {
  checkOptions(options, {
    ...{ adjust: "array", confidence: null, exact: null, bootstrap: null, permutations: null },
    ...{ seed: null, volume: null, onProgress: "function", signal: "signal" },
  });
  checkArgument(features, "features", "object");
  checkArgument(outcomes, "outcomes", "array");
  const { adjust = [], exact = false, bootstrap = 1000, permutations = 0, seed = 1 } = options;
  checkCount("bootstrap", bootstrap);
  checkCount("permutations", permutations);
  const names = Object.keys(features);
  const cases = checkLengths(features, [...outcomes, ...adjust], options.volume);
  const stream = randomStream(seed, "bootstrap");
  const testOptions: TestOptions = {
    covariates: adjust,
    exact,
    tail: tailOf({ confidence: options.confidence ?? 0.95 }),
    bootstrap: bootstrap === 0 ? null : { samples: bootstrap, stream },
  };
  const next = inSteps(outcomes.length * (1 + permutations), options);
  const { volume } = options;
  const withVolume = names.map((name) =>
    volume ? volumeCorrelation(features[name], volume) : null,
  );
  const rows = outcomes.flatMap((outcome) => {
    next(outcome.name);
    const tested = names.map((name) => testAssociation(features[name], outcome, testOptions));
    const p = pOf(tested);
    const permuted = function* (): Generator<Float64Array> {
      // intervals are not needed
      const plain = { ...testOptions, bootstrap: null };
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
    return names.map((name, k): Omit<Association, "qAll"> => {
      const { n, result, reason, concordance = null, proportionalHazardsP = null } = tested[k];
      const test = testOf(outcome, adjust.length > 0);
      return {
        feature: name,
        outcome: outcome.name,
        outcomeType: outcome.type,
        test,
        n,
        missing: cases - n,
        statistic: result?.statistic ?? null,
        effect: result?.effect ?? null,
        effectName: effectNames[test],
        lower: result?.interval?.lower ?? null,
        upper: result?.interval?.upper ?? null,
        p: result?.p ?? null,
        q: numberOrNull(q[k]),
        pMaxT: maxT === null ? null : numberOrNull(maxT[k]),
        volumeCorrelation: withVolume[k],
        reason,
        concordance,
        proportionalHazardsP,
      };
    });
  });
  const qAll = benjaminiHochberg(Float64Array.from(rows, ({ p }) => p ?? Number.NaN));
  return rows.map((row, k) => ({ ...row, qAll: numberOrNull(qAll[k]) }));
}

function pOf(tested: readonly Tested[]): Float64Array {
  return Float64Array.from(tested, ({ result }) => result?.p ?? Number.NaN);
}

/** Larger for a smaller p, so that tests of different statistics compare. */
function strengths(p: Float64Array): Float64Array {
  return p.map((value) => -Math.log(value));
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function volumeCorrelation(values: Float64Array, volume: Float64Array): number | null {
  return numberOrNull(correlationMatrix([values, volume], "spearman")[0][1]);
}

function checkCount(name: string, value: number): void {
  checkValue(Number.isSafeInteger(value) && value >= 0, name, value, "a whole number from 0");
}

/** The number of cases, which all columns agree in. */
function checkLengths(
  features: Readonly<Record<string, Float64Array>>,
  others: readonly Outcome[],
  volume: Float64Array | undefined,
): number {
  const lengths: [string, number][] = [
    ...Object.entries(features).map(([name, { length }]): [string, number] => [name, length]),
    ...others.map((outcome): [string, number] => [outcome.name, lengthOf(outcome)]),
    ...(volume === undefined ? [] : [["volume", volume.length] as [string, number]]),
  ];
  const [[first, cases] = ["", 0]] = lengths;
  const other = lengths.find(([, length]) => length !== cases);
  if (other === undefined) return cases;
  throw new VoxomicsError(
    "invalid-table",
    `${quoted(other[0])} has ${counted(other[1], "case")}, ${quoted(first)} has ${cases}: all columns must be of the same cases`,
    { column: other[0], found: other[1], expected: cases },
  );
}

function lengthOf(outcome: Outcome): number {
  if (outcome.type === "survival") return outcome.time.length;
  return "values" in outcome ? outcome.values.length : outcome.group.length;
}
