import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { VoxomicsError } from "../messages/errors.ts";
import { fileError } from "../node/file-error.ts";
import { outputTarget } from "../node/output-target.ts";

/**
 * Refuses an output path that cannot be written, or that would overwrite an input, before the work begins.
 */
export async function checkOutput(path: string, inputs: readonly string[]): Promise<void> {
  const refuse = (problem: string) =>
    new VoxomicsError("invalid-file", `${path}: ${problem}`, { path });
  const target = await outputTarget(path);
  const existing = await statIfAny(target);
  if (existing?.isDirectory()) throw refuse("is a folder, expected a name for the output file");
  for (const input of inputs) {
    const read = await statIfAny(input);
    if (existing && read && existing.ino === read.ino && existing.dev === read.dev) {
      throw refuse(`is an input (${input}); expected another name for the output`);
    }
  }
  const folder = dirname(target);
  const parent = await statIfAny(folder);
  if (parent === null) throw refuse(`no folder ${folder} to write to`);
  if (!parent.isDirectory()) throw refuse(`${folder} is a file, expected a folder`);
  try {
    await access(folder, constants.W_OK);
    if (existing) await access(target, constants.W_OK);
  } catch (cause) {
    throw fileError(path, cause);
  }
}

/** Refuses outputs of one command of which one would overwrite another. */
export async function checkApart(paths: readonly string[]): Promise<void> {
  const targets = await Promise.all(paths.map(outputTarget));
  const twice = targets.findIndex((target, n) => targets.indexOf(target) !== n);
  if (twice < 0) return;
  const path = paths[twice];
  const problem = `is the output of two options (${paths[targets.indexOf(targets[twice])]}); expected a name for each`;
  throw new VoxomicsError("invalid-file", `${path}: ${problem}`, { path });
}

/** The status of a path; null if it does not exist or cannot be accessed. */
async function statIfAny(path: string) {
  try {
    // bigint: a file number may exceed the whole numbers that a double holds
    return await stat(path, { bigint: true });
  } catch {
    return null;
  }
}
