import type { Source } from "../../io/source.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { quoted } from "../../messages/phrases.ts";
import type { Refusal } from "./listing.ts";

/** The name of a source for people. */
export function nameOf({ name }: Pick<Source, "name">): string {
  return name ?? "a file without a name";
}

/** The name of a source without the folders that it lies in. */
export function baseName(source: Pick<Source, "name">): string {
  const name = nameOf(source);
  return name.split(/[\\/]/).at(-1) ?? name;
}

/** Why a file is not shown. */
export function refusal(source: Pick<Source, "name">, message: string): Refusal {
  const name = nameOf(source);
  // the listing names the file already
  const statement = message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message;
  return { name, message: statement };
}

/** The message of an error that a reader threw. Errors of other kinds are faults, and say so. */
export function messageOf(error: unknown): string {
  if (error instanceof VoxomicsError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof DOMException ? `the browser refused it: ${message}` : quoted(message);
}
