import { InvalidArgumentError, Option } from "commander";
import { VoxomicsError } from "../errors.ts";

/** The option `--label`, which chooses one region of a label map. */
export function labelOption(description: string): Option {
  return new Option("--label <n>", description).argParser(toLabel);
}

function toLabel(text: string): number {
  const label = Number(text);
  if (/^\d+$/.test(text) && label >= 1 && Number.isSafeInteger(label)) return label;
  throw new InvalidArgumentError("Expected a whole number from 1.");
}

/** The error, with the name of the option if it asks for a label. */
export function hintLabel({ code, message, details }: VoxomicsError): VoxomicsError {
  const hint = code === "invalid-mask" ? " (--label N)" : "";
  return new VoxomicsError(code, `${message}${hint}`, details);
}
