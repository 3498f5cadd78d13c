import { orDefault } from "../schema/defaults.ts";
import { boolean } from "../schema/values.ts";

/** Whether the result says how it came about. */
export const diagnosticsSettings = {
  additionalInfo: orDefault(boolean({ description: "Whether there are diagnostics." }), true),
} as const;
