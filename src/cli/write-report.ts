import { join } from "node:path";
import { makeFolder } from "../node/make-folder.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { checkOutput } from "./check-output.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Writes the files of a report into a folder with a folder of figures, and prints their paths but for those of figures.
 *
 * @param files text by name; names of figures start with `figures/`
 * @param inputs paths that were read, none of which is overwritten
 * @throws VoxomicsError `invalid-file` before anything is written
 */
export async function writeReport(
  folder: string,
  files: Readonly<Record<string, string>>,
  inputs: readonly string[],
  out: Terminal["out"],
): Promise<void> {
  await makeFolder(folder);
  await makeFolder(join(folder, "figures"));
  const paths = Object.entries(files).map(([name, text]) => ({
    ...{ name, text },
    path: join(folder, name),
  }));
  for (const { path } of paths) await checkOutput(path, inputs);
  for (const { name, path, text } of paths) {
    await writeFileAtomic(path, text);
    if (!name.startsWith("figures/")) out(`${path}\n`);
  }
}
