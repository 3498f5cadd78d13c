import { type FilterSettings, filterIdentity } from "../filters/filters.ts";

/** What rules between steps refuse in settings whose parts are sound: null, or the first problem. */
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

/** Response maps of one identity could not be told apart. */
function repetition(filters: readonly FilterSettings[]): string | null {
  const identities = filters.map((filter) => filterIdentity(filter));
  const n = identities.findIndex((identity, k) => identities.indexOf(identity) !== k);
  if (n < 0) return null;
  const first = identities.indexOf(identities[n]);
  return `filters[${n}]: found the filter of filters[${first}] a second time, expected it once`;
}
