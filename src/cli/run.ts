import { Command, CommanderError } from "commander";
import { version } from "../base/version.ts";
import { messageNaming, VoxomicsError } from "../messages/errors.ts";
import { addAssociate } from "./associate.ts";
import { addCohort } from "./cohort.ts";
import { addCompletion } from "./completion.ts";
import { addDelta } from "./delta.ts";
import { addDescribe } from "./describe.ts";
import { engineText } from "./engine-text.ts";
import { addExplore } from "./explore.ts";
import { addExtract } from "./extract.ts";
import { addFilter } from "./filter.ts";
import { flagOf } from "./flag-of.ts";
import { addHabitats } from "./habitats.ts";
import { addHarmonise } from "./harmonise.ts";
import { addLandmarks } from "./landmarks.ts";
import { addMap } from "./map.ts";
import { oneLine } from "./one-line.ts";
import { addPyradiomics } from "./pyradiomics.ts";
import { addReproducibility } from "./reproducibility.ts";
import { addSettings } from "./settings.ts";
import type { Terminal } from "./terminal.ts";
import { addValidate } from "./validate.ts";
import { addWorker } from "./worker.ts";

/** The commands, in the order of the help. */
const commands = [
  addExtract,
  addCohort,
  addWorker,
  addReproducibility,
  addDelta,
  addHarmonise,
  addAssociate,
  addLandmarks,
  addFilter,
  addMap,
  addHabitats,
  addPyradiomics,
  addDescribe,
  addExplore,
  addSettings,
  addValidate,
  addCompletion,
];

/** Exit status: 0 done, 1 the input was refused or a check failed, 2 wrong usage. */
export type ExitStatus = 0 | 1 | 2;

/** Runs the command line on its arguments (without node and script) and gives the exit status. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  try {
    await program(terminal).parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    // commander has already printed its message, the help or the version
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const errors = error instanceof AggregateError ? error.errors : [error];
    for (const one of errors) terminal.err(`error: ${messageOf(one, terminal.debug)}\n`);
    return 1;
  }
}

/** All commands with their options, before any runs. */
export function program(terminal: Terminal): Command {
  const root = new Command("voxomics")
    .description("IBSI radiomics features of medical images.")
    .version(`voxomics ${version} (${engineText(process)})`)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(`${oneLine(withVersionHint(text))}\n`),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
    .addHelpText("after", help);
  for (const add of commands) add(root, terminal);
  return root;
}

/** What commander says of wrong usage; what other programs take for `--version` gets that as a hint. */
function withVersionHint(text: string): string {
  return /^error: unknown (command 'version'|option '-v')\s*$/.test(text)
    ? `${text.trimEnd()} (Did you mean --version?)`
    : text;
}

function messageOf(error: unknown, debug: boolean): string {
  if (error instanceof VoxomicsError) return oneLine(messageNaming(error, flagOf));
  if (debug && error instanceof Error && error.stack) return `internal: ${error.stack}`;
  const what = oneLine(error instanceof Error ? error.message : String(error));
  return `internal: ${what} (set VOXOMICS_DEBUG=1 for the stack)`;
}

const help = `
Exit status: 0 done; 1 the input was refused, with a line on standard error; 2 wrong usage.

Examples:
  voxomics describe ct.nii.gz
  voxomics extract ct.nii.gz mask.nii.gz --settings ct
  voxomics help extract`;
