import { VoxomicsError } from "../messages/errors.ts";

/** The error for bytes of a known format that are damaged or contradict themselves. */
export function invalidFile(
  message: string,
  details: Readonly<Record<string, unknown>> = {},
  options?: ErrorOptions,
): VoxomicsError {
  return new VoxomicsError("invalid-file", message, details, options);
}
