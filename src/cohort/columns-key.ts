import { createHash } from "node:crypto";
import type { FeatureColumn } from "./unit.ts";

/** The key of the entry that says what values are: a sum of the columns, in their order. */
export function columnsKey(columns: readonly FeatureColumn[]): string {
  const sum = createHash("sha256").update(JSON.stringify(columns)).digest("hex");
  return JSON.stringify(["columns", sum]);
}
