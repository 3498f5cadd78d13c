import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { ReadableFolder } from "../cohort/queue/readable-folders.ts";
import type { Note } from "../messages/note.ts";
import { namingFlags } from "./naming-flags.ts";
import { oneLine } from "./one-line.ts";
import { queueOf, queueOption } from "./queue-option.ts";
import type { Terminal } from "./terminal.ts";
import { workersOption } from "./workers.ts";

interface WorkerOptions {
  readonly queue?: string | true;
  readonly workers?: number;
  readonly root?: readonly ReadableFolder[];
  readonly lostAfter?: number;
  readonly idle?: number;
  readonly grace?: number;
}

/** `voxomics worker` */
export function addWorker(root: Command, terminal: Terminal): void {
  root
    .command("worker")
    .summary("measure cases that cohort --queue hands out")
    .description(
      "Measure cases of cohorts that are run with --queue, in worker threads, until stopped. Any number of workers on any number of machines may share a queue.",
    )
    .addOption(queueOption("the Redis that cases come from"))
    .addOption(workersOption())
    .option(
      "--root <folder...>",
      "a folder that may be read, or FROM=TO where the manifest's FROM is TO on this machine (default: the working folder)",
      collectRoot,
    )
    .option(
      "--lost-after <s>",
      "time without a sign of life after which others take this worker's cases (default: 30)",
      seconds,
    )
    .option("--idle <s>", "end after this time without a case (default: never)", seconds)
    .option(
      "--grace <s>",
      "time that cases in progress have when the worker is stopped; then they are handed back (default: 20)",
      seconds,
    )
    .addHelpText("after", help)
    .action(async (options: WorkerOptions, command: Command) => {
      const { queue: address, root: folders, ...others } = options;
      const queue = await queueOf(address, command);
      const { err } = terminal;
      const onNote = ({ message }: Note) => err(`note: ${oneLine(message)}\n`);
      const { runQueueWorker } = await import("../cohort/queue/run-queue-worker.ts");
      const ending = stopOnSignal(() => err("stopping: finishing the cases in progress\n"));
      try {
        const { measured, failed } = await namingFlags(
          command,
          () => runQueueWorker({ queue, folders, ...others, onNote, signal: ending.signal }),
          { folders: "--root" },
        );
        terminal.out(`${measured} measured, ${failed} failed\n`);
      } finally {
        ending.forget();
      }
    });
}

/** Stops at the first of the signals that ask a process to end; the second one ends it as usual. */
function stopOnSignal(tell: () => void) {
  const controller = new AbortController();
  const stop = () => {
    forget();
    tell();
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const forget = () => {
    for (const signal of signals) process.off(signal, stop);
  };
  for (const signal of signals) process.on(signal, stop);
  return { signal: controller.signal, forget };
}

/** `PATH`, or `FROM=TO`. */
function collectRoot(text: string, before: readonly ReadableFolder[] = []): ReadableFolder[] {
  const [from, to, ...others] = text.split("=");
  if (from === "" || to === "" || others.length > 0) {
    throw new InvalidArgumentError("Expected a folder, or FROM=TO.");
  }
  if (to === undefined) return [...before, { from: resolve(from), to: resolve(from) }];
  if (!/^(\/|\\\\|[A-Za-z]:[\\/])/.test(from)) {
    throw new InvalidArgumentError("Expected an absolute path before the =.");
  }
  return [...before, { from, to: resolve(to) }];
}

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError("Expected a number of seconds above 0.");
}

const help = `
A worker measures cases of coordinators ("voxomics cohort --queue") that have its version of
voxomics and of Node, on its kind of processor. It sees others' cases never, so that rows of one
run do not differ in their last digits.

It reads the folders of --root and nothing else, links followed. Whoever reaches the Redis can have
it measure any image below them, and sees the results: a Redis that is open to others is open to
them as well.

SIGTERM or Ctrl-C: it takes no further case, finishes those in progress, or hands them back after
--grace. A worker that is killed loses nothing either: after --lost-after others take its cases.

Needs the packages bullmq and ioredis: npm install bullmq ioredis.

Examples:
  voxomics worker --queue redis://queue.example:6379 --root /data/study
  voxomics worker --queue redis://queue.example:6379 --root /data/study=/mnt/study --workers 4
  VOXOMICS_QUEUE=rediss://:secret@queue.example:6380/1 voxomics worker --root /data --idle 60`;
