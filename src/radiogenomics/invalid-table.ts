import { VoxomicsError } from "../messages/errors.ts";

/** The error for tables and columns that cannot be used. */
export function invalidTable(message: string): VoxomicsError {
  return new VoxomicsError("invalid-table", message);
}
