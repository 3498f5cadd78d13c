import { run } from "./run.ts";
import { writerTo } from "./standard-stream.ts";

/** Runs the command line on the arguments of the process, whose exit status it sets. */
export async function main(): Promise<void> {
  const err = writerTo(process.stderr, "standard error", () => {
    process.exitCode ||= 1;
  });
  const out = writerTo(process.stdout, "standard output", (message) => {
    err(`error: ${message}\n`);
    process.exitCode ||= 1;
  });

  const status = await run(process.argv.slice(2), {
    out,
    err,
    columns: process.stdout.columns ?? 100,
    live: process.stderr.isTTY,
    debug: process.env.VOXOMICS_DEBUG === "1",
  });
  process.exitCode ||= status;
}
