import type { Watch } from "../../base/watch.ts";
import type { Benchmark } from "../../validate/validation.ts";

/** The comparison with the standard, and the sheet of it as CSV. */
export interface ValidateAnswer {
  readonly benchmark: Benchmark;
  readonly sheet: string;
}

/** Measures the digital phantom here and compares every value with the standard's. */
export async function validate(watch: Watch): Promise<ValidateAnswer> {
  // loaded only when needed: the consensus values are a table of their own
  const [{ validateIbsi1 }, { toComplianceSheet }, { digitalPhantom }] = await Promise.all([
    import("../../validate/ibsi1.ts"),
    import("../../validate/compliance-sheet.ts"),
    import("../../validate/digital-phantom.ts"),
  ]);
  const benchmarks = [...validateIbsi1("digitalPhantom", digitalPhantom(), watch)];
  const [benchmark] = benchmarks;
  return { benchmark, sheet: toComplianceSheet({ benchmarks, maps: [] }) };
}
