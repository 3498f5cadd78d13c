import { VoxomicsError } from "../../messages/errors.ts";
import { counted, quoted, suggestion } from "../../messages/phrases.ts";
import type { Covariate } from "../../radiogenomics/covariates.ts";
import {
  type Cell,
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
 * one, are left out with a note.
 *
 * @param columns labels of the features' table and columns of the outcomes, of the same cases
 * @param ofOutcomes names of the outcomes' columns
 * @throws VoxomicsError `invalid-table`
 */
export function stateOutcomes(
  columns: Columns,
  ofOutcomes: readonly string[],
  { outcome: chosen, type = [], survival, adjust = [] }: Asked,
): { readonly outcomes: Outcome[]; readonly adjust: Covariate[]; readonly notes: OutcomeNote[] } {
  const typeOf = new Map(type) as ReadonlyMap<string, Exclude<OutcomeType, "survival">>;
  for (const name of [...(chosen ?? []), ...typeOf.keys(), ...(survival ?? []), ...adjust]) {
    checkColumn(columns, name);
  }
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
    adjust: adjust.map((name) => outcomeOf(name, columns[name], typeOf.get(name))),
    notes,
  };
}

function kindsOf(cells: readonly Cell[]): number {
  return new Set(cells.map(textOf).filter((text) => text !== null)).size;
}

function checkColumn(columns: Columns, name: string): void {
  if (Object.hasOwn(columns, name)) return;
  const names = Object.keys(columns);
  throw new VoxomicsError("invalid-table", `found no column ${quoted(name)} among outcomes and labels${suggestion(name, names)}`, { column: name }); // biome-ignore format: one line
}
