import type { Watch } from "../base/watch.ts";
import { randomStream } from "../math/random.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { counted, quoted } from "../messages/phrases.ts";
import { tailOf } from "../reproducibility/estimate.ts";
import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { mostRows } from "./association-counts.ts";
import type { TestOptions } from "./association-test.ts";
import type { Covariate } from "./covariates.ts";
import type { Outcome } from "./outcome.ts";

/** How features are tested against outcomes. */
export interface AssociateOptions extends Watch {
  /** What associations are adjusted for. Default: nothing. */
  readonly adjust?: readonly Covariate[] | undefined;
  /** Probability that an interval covers the true effect. Default 0.95. */
  readonly confidence?: number | undefined;
  /** Whether Wilcoxon's p is counted where both groups are below 50 and nothing is tied. Default false. */
  readonly exact?: boolean | undefined;
  /** Samples for the intervals of epsilon squared and partial eta squared; 0 for none. Default 1000. */
  readonly bootstrap?: number | undefined;
  /** Permutations for `pMaxT`. Default 0: none. */
  readonly permutations?: number | undefined;
  /** What random numbers are made from: an integer from 0. Default 1. */
  readonly seed?: number | undefined;
  /** The volume of each case's region, for `volumeCorrelation`. */
  readonly volume?: Float64Array | undefined;
  /**
   * Only associations whose `q` or `qAll` is below this are given; q are those of all. For more tests than rows can be kept
   * of. Default: all are given.
   */
  readonly qBelow?: number | undefined;
}

/** What is tested, with options that were checked. */
export interface CheckedTests {
  readonly names: readonly string[];
  readonly cases: number;
  readonly testing: TestOptions;
  readonly permutations: number;
  readonly seed: number;
  readonly volume: Float64Array | undefined;
}

/**
 * Checks features, outcomes and options.
 *
 * @throws VoxomicsError as `associate` does
 */
export function checkTests(
  features: Readonly<Record<string, Float64Array>>,
  outcomes: readonly Outcome[],
  options: AssociateOptions,
): CheckedTests {
  checkOptions(options, {
    ...{ adjust: "array", confidence: null, exact: null, bootstrap: null, permutations: null },
    ...{ seed: null, volume: null, qBelow: null, onProgress: "function", signal: "signal" },
  });
  checkArgument(features, "features", "object");
  checkArgument(outcomes, "outcomes", "array");
  const { adjust = [], exact = false, bootstrap = 1000, permutations = 0, seed = 1 } = options;
  const { qBelow } = options;
  checkCount("bootstrap", bootstrap);
  checkCount("permutations", permutations);
  if (qBelow !== undefined) {
    const possible = qBelow > 0 && qBelow <= 1;
    checkValue(possible, "qBelow", qBelow, "a number above 0, at most 1");
  }
  refuseRepeated("outcomes", outcomes);
  refuseRepeated("adjust", adjust);
  const names = Object.keys(features);
  const cases = checkLengths(features, [...outcomes, ...adjust], options.volume);
  const tests = names.length * outcomes.length;
  if (permutations > 0 && tests > mostRows) {
    const why = `each permutation repeats all of ${tests} tests, expected at most ${mostRows} of them`;
    checkValue(false, "permutations", permutations, `0: ${why}`);
  }
  const stream = randomStream(seed, "bootstrap");
  const testing: TestOptions = {
    covariates: adjust,
    exact,
    tail: tailOf({ confidence: options.confidence ?? 0.95 }),
    bootstrap: bootstrap === 0 ? null : { samples: bootstrap, stream },
  };
  return { names, cases, testing, permutations, seed, volume: options.volume };
}

/** Rows, figures and covariates are told apart by their names. */
function refuseRepeated(what: string, columns: readonly Pick<Outcome, "name">[]): void {
  const seen = new Set<string>();
  const twice = columns.find(({ name }) => seen.size === seen.add(name).size);
  if (twice === undefined) return;
  const message = `${what}: found ${quoted(twice.name)} twice, expected names that differ`;
  throw new VoxomicsError("invalid-table", message, { column: twice.name });
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
