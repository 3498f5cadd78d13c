import { VoxomicsError } from "../../messages/errors.ts";
import { counted, quoted, suggestion } from "../../messages/phrases.ts";
import type { Covariate } from "../../radiogenomics/covariates.ts";
import { determines } from "../../radiogenomics/determines.ts";
import {
  type Cell,
  covariateOf,
  type Outcome,
  type OutcomeType,
  outcomeOf,
  survivalOf,
  textOf,
} from "../../radiogenomics/outcome.ts";
import type { OutcomeNote } from "./read-outcomes.ts";

interface Asked {
  readonly outcome?: readonly string[];
  readonly type?: readonly (readonly [string, OutcomeType])[];
  readonly survival?: readonly [string, string];
  readonly adjust?: readonly string[];
}

type Columns = Readonly<Record<string, readonly Cell[]>>;

/**
 * The outcomes and covariates of columns. Without a choice, columns in which all cases have the same value, or none has
 * one, are left out with a note. A covariate may be a feature, such as the volume.
 *
 * @param columns labels of the features' table and columns of the outcomes, of the same cases
 * @param ofOutcomes names of the outcomes' columns
 * @param features of the same cases
 * @throws VoxomicsError `invalid-table`
 */
export function stateOutcomes(
  columns: Columns,
  ofOutcomes: readonly string[],
  features: Readonly<Record<string, Float64Array>>,
  { outcome: chosen, type = [], survival, adjust = [] }: Asked,
): { readonly outcomes: Outcome[]; readonly adjust: Covariate[]; readonly notes: OutcomeNote[] } {
  const typeOf = new Map(type) as ReadonlyMap<string, Exclude<OutcomeType, "survival">>;
  for (const name of [...(chosen ?? []), ...(survival ?? [])]) checkColumn(name, columns);
  for (const name of adjust) checkColumn(name, columns, features);
  const both = adjust.find((name) => [...(chosen ?? []), ...(survival ?? [])].includes(name));
  if (both !== undefined) {
    throw new VoxomicsError("invalid-table", `found the column ${quoted(both)} as an outcome and as what associations are adjusted for, expected one of both`, { column: both }); // biome-ignore format: one line
  }
  const covariates: Columns = { ...numbersOf(features, adjust), ...columns };
  for (const name of typeOf.keys()) checkColumn(name, covariates);
  const taken = new Set([...adjust, ...(survival ?? [])]);
  const names =
    chosen ?? (survival === undefined ? ofOutcomes.filter((name) => !taken.has(name)) : []);
  const tested = names.filter((name) => chosen !== undefined || kindsOf(columns[name]) > 1);
  const outcomes: Outcome[] = tested.map((name) =>
    outcomeOf(name, columns[name], typeOf.get(name)),
  );
  if (survival !== undefined) {
    const [time, event] = survival;
    outcomes.push(survivalOf("survival", columns[time], columns[event]));
  }
  if (outcomes.length === 0)
    throw new VoxomicsError("invalid-table", "found no outcome with two values or more");
  const adjusted = adjust.map((name) => {
    const type = typeOf.get(name) ?? (Object.hasOwn(columns, name) ? undefined : "number");
    return covariateOf(name, covariates[name], type);
  });
  if (chosen !== undefined) refuseDetermined(outcomes, adjusted);
  const left = names.length - tested.length;
  const notes =
    left === 0
      ? []
      : [
          {
            text: `${counted(left, "outcome")} without two values among these cases: left out`,
            ids: "",
          },
        ];
  return {
    outcomes,
    adjust: adjusted,
    notes,
  };
}

/** Refuses a chosen outcome that follows from a covariate: once adjusted for that, nothing is left to test. */
function refuseDetermined(outcomes: readonly Outcome[], adjusted: readonly Covariate[]): void {
  for (const outcome of outcomes) {
    const by = adjusted.find((covariate) => determines(covariate, outcome));
    if (by === undefined) continue;
    throw new VoxomicsError("invalid-table", `outcome ${quoted(outcome.name)} follows from ${quoted(by.name)}, which associations are adjusted for: nothing is left of it to test`, { column: outcome.name }); // biome-ignore format: one line
  }
}

function kindsOf(cells: readonly Cell[]): number {
  return new Set(cells.map(textOf).filter((text) => text !== null)).size;
}

/** The columns of the named features. */
function numbersOf(
  features: Readonly<Record<string, Float64Array>>,
  names: readonly string[],
): Columns {
  const found = names.filter((name) => Object.hasOwn(features, name));
  return Object.fromEntries(found.map((name) => [name, Array.from(features[name])]));
}

function checkColumn(name: string, columns: Columns, features: object = {}): void {
  if (Object.hasOwn(columns, name) || Object.hasOwn(features, name)) return;
  const names = [...Object.keys(columns), ...Object.keys(features)];
  const where =
    names.length > Object.keys(columns).length
      ? "outcomes, labels and features"
      : "outcomes and labels";
  throw new VoxomicsError("invalid-table", `found no column ${quoted(name)} among ${where}${suggestion(name, names)}`, { column: name }); // biome-ignore format: one line
}
