import { computed, signal } from "@preact/signals";
import { regions } from "../../state/case.ts";
import { keptOutcome, outcome } from "../../state/outcome.ts";
import { featureRows, type ValueColumn } from "./feature-rows.ts";
import { chosenRows, linesOf, type TableChoice, wholeTable } from "./table-view.ts";

export const tableChoice = signal<TableChoice>(wholeTable);
/** The key of the row whose details are shown; null for none. */
export const chosenKey = signal<string | null>(null);
/** Regions that are open and not to be measured. */
export const leftOut = signal<ReadonlySet<string>>(new Set());

/** The columns of values: those of the kept outcome, then those of the last. */
export const valueColumns = computed((): readonly ValueColumn[] => {
  const kept = keptOutcome.value?.measured ?? [];
  const now = outcome.value?.measured ?? [];
  const all = [
    ...kept.map((one) => ({ ...one, isKept: true })),
    ...now.map((one) => ({ ...one, isKept: false })),
  ].filter(({ extraction }) => extraction !== null);
  return all.map(({ region: id, extraction, isKept }, n) => {
    const shown = regions.value.find((one) => one.id === id);
    const same = all.findIndex((one) => one.isKept && one.region === id);
    return {
      id: `${isKept ? "kept " : ""}${id}`,
      title: shown?.name ?? id,
      colour: shown?.colour ?? null,
      isKept,
      features: extraction?.features ?? [],
      against: isKept || n === 0 ? null : same >= 0 ? same : 0,
    };
  });
});

export const tableRows = computed(() => featureRows(valueColumns.value));
export const shownRows = computed(() => chosenRows(tableRows.value, tableChoice.value));
export const tableLines = computed(() => linesOf(shownRows.value, tableChoice.value.sortBy));

/** Changes a part of the choice. */
export function choose(change: Partial<TableChoice>): void {
  tableChoice.value = { ...tableChoice.peek(), ...change };
}
