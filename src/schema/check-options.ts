import type { Watch } from "../base/watch.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { nearest } from "../messages/nearest.ts";
import { quoted } from "../messages/phrases.ts";
import { checkArgument, type Kind } from "./check-argument.ts";

/** Every option of a record, and the kind of its value; null where that is checked elsewhere. */
type OptionKinds<Options> = { readonly [Name in keyof Options]-?: Kind | null };

/**
 * Throws unless options are a record of known options, so that a slip in a name does not lose an option.
 *
 * A function calls this before it looks at its other arguments.
 *
 * @param what names the record in messages
 * @throws VoxomicsError `invalid-settings` for an option that there is not: `unknown option "onprogres": did you
 *   mean "onProgress"?`; `invalid-argument` for a value of another kind: `onProgress: found 3, expected a
 *   function`
 */
export function checkOptions<Options extends object>(
  options: Options,
  kinds: OptionKinds<Options>,
  what = "options",
): void {
  checkArgument(options, what, "object");
  checkOptionNames(options, Object.keys(kinds));
  for (const [name, value] of Object.entries(options)) {
    const kind = kinds[name as keyof Options];
    if (kind !== null && value !== undefined) checkArgument(value, name, kind);
  }
}

/** Throws for options that are not known. @throws VoxomicsError `invalid-settings`, naming the first */
export function checkOptionNames(options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  const hint = near === null ? `known: ${known.join(", ")}` : `did you mean ${quoted(near)}?`;
  throw new VoxomicsError("invalid-settings", `unknown option ${quoted(unknown)}: ${hint}`, {
    found: unknown,
    known,
  });
}

/** Throws unless a watch is one. @throws VoxomicsError as `checkOptions` does */
export function checkWatch(watch: Watch): void {
  checkOptions(watch, { onProgress: "function", signal: "signal" }, "watch");
}
