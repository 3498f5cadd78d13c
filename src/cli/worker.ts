import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { ReadableFolder } from "../cohort/queue/readable-folders.ts";
import type { WorkerCounts } from "../cohort/queue/run-queue-worker.ts";
import type { Note } from "../messages/note.ts";
import { namingFlags } from "./naming-flags.ts";
import { oneLine } from "./one-line.ts";
import { type ProgressWay, progressOption } from "./progress-option.ts";
import { type ProgressStyle, progressReporter } from "./progress-reporter.ts";
import { queueOf, queueOption } from "./queue-option.ts";
import type { Terminal } from "./terminal.ts";
import { workersOption } from "./workers.ts";

interface WorkerOptions {
  readonly queue?: string | true;
  readonly workers?: number;
  readonly progress: ProgressWay;
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
    .addOption(progressOption())
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
      const { queue: address, root: folders, progress, ...others } = options;
      const queue = await queueOf(address, command);
      const reporter = progressReporter(terminal, progress, progressStyle);
      const say = (text: string) => {
        reporter.clear();
        terminal.err(`${text}\n`);
      };
      const onNote = ({ message }: Note) => say(`note: ${oneLine(message)}`);
      const { runQueueWorker } = await import("../cohort/queue/run-queue-worker.ts");
      const ending = stopOnSignal(() => say("stopping: finishing the cases in progress"));
      const asked = { queue, folders, ...others, onNote, signal: ending.signal };
      const working = namingFlags(
        command,
        () => runQueueWorker({ ...asked, onProgress: reporter.tell }),
        { folders: "--root" },
      );
      const { measured, failed } = await working.finally(() => {
        ending.forget();
        reporter.end();
      });
      terminal.out(`${measured} measured, ${failed} failed\n`);
    });
}

/** How the progress of a worker is shown. */
const progressStyle: ProgressStyle<WorkerCounts> = {
  drawn: (counts, columns) => countsText(counts).slice(0, Math.max(0, columns - 1)),
  line: countsText,
  record: (counts) => counts,
  after: (counts) => counts,
  drawing: { patience: 0, interval: 0 },
  linesAtOnce: true,
};

/** "118 measured, 3 failed, 2 in progress"; "0 measured, 0 failed, waiting for cases" */
function countsText({ measured, failed, busy }: WorkerCounts): string {
  const now = busy === 0 ? "waiting for cases" : `${busy} in progress`;
  return `${measured} measured, ${failed} failed, ${now}`;
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
voxomics and of Node, on its kind of processor. It is given no cases of other coordinators, so that
the last digits of all rows of a run are made by the same code.

It reads files in the folders of --root and in no others, wherever links lead. Whoever can reach the
Redis can have any image in these folders measured, and can read the results: protect the Redis
accordingly.

On SIGTERM or Ctrl-C it takes no further case, and finishes those in progress, or hands them back
after --grace. If a worker is killed, nothing is lost: after --lost-after other workers take its
cases.

Needs the packages bullmq and ioredis: npm install bullmq ioredis.

Examples:
  voxomics worker --queue redis://queue.example:6379 --root /data/study
  voxomics worker --queue redis://queue.example:6379 --root /data/study=/mnt/study --workers 4
  VOXOMICS_QUEUE=rediss://:secret@queue.example:6380/1 voxomics worker --root /data --idle 60`;
