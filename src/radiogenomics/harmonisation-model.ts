import { counted, found, listed } from "../messages/phrases.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { CombatEstimate } from "./combat.ts";
import { invalidTable } from "./invalid-table.ts";

/** With fewer cases in a batch, its shifts and spreads are mostly noise. */
export const enoughCases = 20;

/** What was learned of batch effects: plain data, which JSON holds without loss. */
export interface HarmonisationModel {
  readonly method: "ComBat";
  readonly batches: readonly { readonly name: string; readonly cases: number }[];
  readonly reference: string | null;
  readonly meanOnly: boolean;
  /** What was kept; the groups of a covariate in their order, null for a number. */
  readonly keep: readonly { readonly name: string; readonly groups: readonly string[] | null }[];
  /** Estimates by feature; null for a feature that is left as it is. */
  readonly features: Readonly<Record<string, CombatEstimate | null>>;
}

/**
 * Checks that a value, as JSON gives it, is a model of harmonisation: batches, what was kept, and estimates of every
 * feature that fit them.
 *
 * @throws VoxomicsError `invalid-table`, naming the place; `invalid-argument` for what is no object
 */
export function checkHarmonisationModel(value: unknown): asserts value is HarmonisationModel {
  checkArgument(value, "model", "object");
  const { method, batches, reference, meanOnly, keep, features } =
    value as Partial<HarmonisationModel>;
  expect(method === "ComBat", "method", method, '"ComBat"');
  expect(
    Array.isArray(batches) && batches.length > 1 && batches.every(isNamed),
    "batches",
    batches,
    "two or more, each with its name",
  );
  expect(
    Array.isArray(keep) && keep.every((one) => isNamed(one) && isGroups(one.groups)),
    "keep",
    keep,
    "names of covariates, with groups or null",
  );
  const names = (batches as HarmonisationModel["batches"]).map(({ name }) => name);
  const known = reference === null || names.includes(reference as string);
  expect(known, "reference", reference, `null or ${listed(names)}`);
  expect(typeof meanOnly === "boolean", "meanOnly", meanOnly, "true or false");
  expect(isRecord(features), "features", features, "estimates by feature");
  const columns = (keep as HarmonisationModel["keep"]).reduce(
    (sum, { groups }) => sum + (groups === null ? 1 : Math.max(0, groups.length - 1)),
    0,
  );
  for (const [name, estimate] of Object.entries(features as HarmonisationModel["features"])) {
    const of = (field: string) => `features[${JSON.stringify(name)}]${field}`;
    if (estimate === null) continue;
    expect(isRecord(estimate), of(""), estimate, "an estimate or null");
    const { mean, deviation, coefficients, shifts, spreads } = estimate;
    expect(isNumber(mean), of(".mean"), mean, "a number");
    expect(isNumber(deviation) && deviation > 0, of(".deviation"), deviation, "a number above 0");
    expectNumbers(coefficients, of(".coefficients"), columns);
    expectNumbers(shifts, of(".shifts"), names.length);
    expectNumbers(spreads, of(".spreads"), names.length);
    const positive = spreads.every((spread) => spread > 0);
    expect(positive, of(".spreads"), spreads, "numbers above 0");
  }
}

function expect(holds: boolean, place: string, value: unknown, expected: string): void {
  if (!holds) throw invalidTable(`model.${place}: found ${found(value)}, expected ${expected}`);
}

function expectNumbers(value: unknown, place: string, count: number): void {
  const sound = Array.isArray(value) && value.length === count && value.every(isNumber);
  expect(sound, place, value, counted(count, "number"));
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNamed(value: unknown): boolean {
  return isRecord(value) && typeof (value as { readonly name: unknown }).name === "string";
}

function isGroups(value: unknown): boolean {
  return (
    value === null || (Array.isArray(value) && value.every((group) => typeof group === "string"))
  );
}
