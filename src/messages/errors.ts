import { adviceIn, adviceText, libraryOption, type NameOption } from "./advice.ts";

/** What went wrong, as a word that programs can branch on. */
export type ErrorCode =
  | "invalid-volume" // a volume record that contradicts itself
  | "invalid-mask" // a mask with other values than 0 and 1
  | "empty-mask" // a mask, or a label of it, without a voxel
  | "geometry-mismatch" // image and mask on different grids
  | "invalid-intensity" // NaN or infinite where a number is needed
  | "invalid-table" // measurements that contradict themselves or their design
  | "invalid-argument" // an argument of another kind than the function takes
  | "invalid-settings" // unknown key, wrong type, value out of range
  | "discretisation" // intensities that the chosen method cannot turn into grey levels
  | "unsupported-format" // bytes of a kind that no reader knows
  | "invalid-file" // bytes of a known format that are damaged or contradict themselves
  | "no-suv" // PET headers from which no standardised uptake value follows
  | "too-large" // more memory than can be had
  | "worker-lost" // a worker of a pool that came to an end in the middle of its work
  | "pool-closed" // a pool that takes no more tasks
  | "check-failed"; // a comparison with published values that did not hold

/**
 * The one error that voxomics throws for bad input.
 *
 * The message says what was found, what was expected and where; `details` holds the values it
 * was built from. Where an option lets a user go on, `details.advice` names it (`Advice`), and the
 * message ends with it, as the library calls it.
 */
export class VoxomicsError extends Error {
  override readonly name = "VoxomicsError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(withAdvice(message, details), options);
  }
}

/** The message with its advice at the end, unless it ends with that already, as another error's does. */
function withAdvice(message: string, details: VoxomicsError["details"]): string {
  const advice = adviceText(adviceIn(details), libraryOption);
  return message.endsWith(advice) ? message : `${message}${advice}`;
}

/** The message of an error, its advice written with the option names of another interface. */
export function messageNaming({ message, details }: VoxomicsError, name: NameOption): string {
  const advice = adviceIn(details);
  const end = adviceText(advice, libraryOption);
  const statement = message.endsWith(end) ? message.slice(0, message.length - end.length) : message;
  return `${statement}${adviceText(advice, name)}`;
}
