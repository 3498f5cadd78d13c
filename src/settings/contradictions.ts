import type { FilterSettings } from "../filters/filter.ts";
import { filterIdentity } from "../filters/filter-identity.ts";
import type { Settings } from "./settings.ts";

/** What rules beyond the schema refuse in settings that it allows, one line each. */
export function contradictions({ resegment, filters, original }: Settings): string[] {
  const problems: string[] = [];
  const [lowest, highest] = resegment?.range ?? [null, null];
  if (lowest !== null && highest !== null && lowest > highest) {
    problems.push(
      `resegment.range: found [${lowest}, ${highest}], expected the lower end first and the upper end second`,
    );
  }
  filters.forEach((filter, n) => {
    const problem = filterContradiction(filter);
    if (problem !== null) problems.push(`filters[${n}].${problem}`);
  });
  problems.push(...repetitions(filters));
  if (!original && filters.length === 0) {
    problems.push("original: found false without filters, which leaves nothing to measure");
  }
  return problems;
}

/** From the setting's path inside the filter on. */
function filterContradiction(filter: FilterSettings): string | null {
  const { dimensions } = filter;
  switch (filter.type) {
    case "mean":
      return filter.support % 2 === 1
        ? null
        : `support: found ${filter.support}, expected an odd integer`;
    case "laws":
      return filter.kernels.length === 2 * dimensions
        ? null
        : `kernels: found "${filter.kernels}" with dimensions ${dimensions}, expected ${dimensions} kernels`;
    case "wavelet":
      return filter.subBand.length === dimensions
        ? null
        : `subBand: found "${filter.subBand}" with dimensions ${dimensions}, expected ${dimensions} letters`;
    case "riesz": {
      const found = `order: found [${filter.order.join(", ")}]`;
      if (filter.order.every((l) => l === 0)) return `${found}, expected one of them above 0`;
      return dimensions === 2 && filter.order[2] !== 0
        ? `${found} with dimensions 2, expected 0 along z`
        : null;
    }
    default:
      return null;
  }
}

/** Response maps of one identity could not be told apart. */
function repetitions(filters: readonly FilterSettings[]): string[] {
  const identities = filters.map(filterIdentity);
  return identities.flatMap((identity, n) => {
    const first = identities.indexOf(identity);
    return first === n
      ? []
      : [`filters[${n}]: found the filter of filters[${first}] a second time, expected it once`];
  });
}
