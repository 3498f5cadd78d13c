import type { Command } from "commander";
import { VoxomicsError } from "../messages/errors.ts";

/**
 * Runs a part of a command. An error that names an option names the flag instead: `features[0]: found "x"` becomes
 * `--features: found "x"`.
 *
 * @param others flags by the names that messages have for them, where these are not the names of the options
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
    // the error as it was before `namingFile` put a path in front: an option is not part of the file
    const { message, code, details } = error.cause instanceof VoxomicsError ? error.cause : error;
    const [place = "", name = ""] = /^(\w+)(?:\[\d+\])?(?=: )/.exec(message) ?? [];
    const own = command.options.find((option) => option.attributeName() === name)?.long;
    const flag = others[name] ?? own;
    if (flag === undefined) throw error;
    const told = `${flag}${message.slice(place.length)}`;
    throw new VoxomicsError(code, told, details, { cause: error });
  }
}
