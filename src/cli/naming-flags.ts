import type { Command } from "commander";
import { VoxomicsError } from "../messages/errors.ts";

/**
 * Does a part of a command; what is refused by the name of an option is said by its flag: `features[0]: found
 * "x"` becomes `--features: found "x"`.
 *
 * @param others flags by what messages call their values, where that is not the flag's own name
 */
export async function namingFlags<T>(
  command: Command,
  work: () => T | Promise<T>,
  others: Readonly<Record<string, string>> = {},
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    // what was refused before a file was named for it: an option is none of the file's
    const { message, code, details } = error.cause instanceof VoxomicsError ? error.cause : error;
    const [place = "", name = ""] = /^(\w+)(?:\[\d+\])?(?=: )/.exec(message) ?? [];
    const own = command.options.find((option) => option.attributeName() === name)?.long;
    const flag = others[name] ?? own;
    if (flag === undefined) throw error;
    const told = `${flag}${message.slice(place.length)}`;
    throw new VoxomicsError(code, told, details, { cause: error });
  }
}
