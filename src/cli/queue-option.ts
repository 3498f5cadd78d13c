import { type Command, Option } from "commander";
import { namingFlags } from "./naming-flags.ts";

/** Environment variable that holds the address of a queue. */
export const queueVariable = "VOXOMICS_QUEUE";

/**
 * The option `--queue`. Commander does not check the address, because its message would repeat a password in it;
 * `queueOf` does.
 */
export function queueOption(description: string): Option {
  return new Option(
    "--queue [address]",
    `${description}: redis://HOST:PORT, or rediss:// for TLS (default: that in ${queueVariable})`,
  );
}

/**
 * The address of the queue: the option's value, or that of the environment where it has none.
 *
 * @throws CommanderError with exit status 2 if there is neither
 * @throws VoxomicsError `invalid-settings` if it is no address of a Redis
 */
export async function queueOf(
  option: string | true | undefined,
  command: Command,
): Promise<string> {
  const { [queueVariable]: variable = "" } = process.env;
  const address = typeof option === "string" ? option : variable;
  if (address === "") {
    const message = `error: option '--queue' needs an address, redis://HOST:PORT, here or in ${queueVariable}`;
    command.error(message, { exitCode: 2 });
  }
  const { parseQueueAddress } = await import("../cohort/queue/queue-address.ts");
  await namingFlags(command, () => parseQueueAddress(address));
  return address;
}
