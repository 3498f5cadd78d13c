import type { Command } from "commander";

/**
 * Refuses a command line that lacks arguments or options, with all of them in one message.
 *
 * @param needed names of arguments, such as `manifest`, and long flags of options, such as `--out`
 * @throws CommanderError with exit status 2
 */
export function refuseMissing(command: Command, needed: readonly string[]): void {
  const missing = needed.flatMap((name) => missingText(command, name) ?? []);
  if (missing.length === 0) return;
  const [only, ...others] = missing;
  const text =
    others.length > 0
      ? `missing: ${missing.join(", ")}`
      : only.startsWith("argument")
        ? `missing required ${only}`
        : `required ${only} not specified`;
  command.error(`error: ${text}`, { exitCode: 2 });
}

/** What a message calls an argument or an option that is missing; null if it is there. */
function missingText(command: Command, name: string): string | null {
  const option = command.options.find(({ long }) => long === name);
  if (option !== undefined) {
    const isGiven = command.getOptionValue(option.attributeName()) !== undefined;
    return isGiven ? null : `option '${option.flags}'`;
  }
  const at = command.registeredArguments.findIndex((argument) => argument.name() === name);
  return command.processedArgs[at] === undefined ? `argument '${name}'` : null;
}
