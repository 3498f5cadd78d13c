import { type FilterSettings, filterIdentity } from "../filters/filters.ts";

/** The first contradiction between settings that are valid one by one; null if there is none. */
export function contradiction({
  filters,
  original,
}: {
  readonly filters: readonly FilterSettings[];
  readonly original: boolean;
}): string | null {
  if (!original && filters.length === 0) {
    return "original: found false without filters, which leaves nothing to measure";
  }
  return repetition(filters);
}

/** A filter that is given twice: its two response maps would have the same name. */
function repetition(filters: readonly FilterSettings[]): string | null {
  const identities = filters.map((filter) => filterIdentity(filter));
  const n = identities.findIndex((identity, k) => identities.indexOf(identity) !== k);
  if (n < 0) return null;
  const first = identities.indexOf(identities[n]);
  return `filters[${n}]: found the filter of filters[${first}] a second time, expected it once`;
}
